import { call } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

// biome-ignore lint/suspicious/noExplicitAny: a category as the API answers it, asserted by the tests
type AnsweredCategory = any;

/** A category of an admin's. */
export async function newCategory(
  platform: TestPlatform,
  admin: Person,
  overrides: object = {},
): Promise<AnsweredCategory> {
  const body = { name: "Test Category", ...overrides };
  const reply = await call(platform, "POST /api/categories", { token: admin.token, body });
  if (reply.status !== 201) throw new Error(`creating answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.category;
}

/** A category under an id that a test can name, put into the table past the API. */
export async function placeCategory(id: string): Promise<string> {
  const { Categories } = await import("#core/category.entity");
  const at = "2026-01-01T00:00:00.000Z";
  const counts = { references: 0, course_count: 0 };
  const row = { id, name: id, slug: id, sort_order: 0, is_active: true, path: id, created_at: at, updated_at: at };
  await Categories.put({ ...row, ...counts }).go();
  return id;
}
