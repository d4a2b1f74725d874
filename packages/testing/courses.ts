import { call } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

// biome-ignore lint/suspicious/noExplicitAny: a course as the API answers it, asserted by the tests
type AnsweredCourse = any;

/** A draft of that author's. */
export async function newDraft(
  platform: TestPlatform,
  author: Person,
  overrides: object = {},
): Promise<AnsweredCourse> {
  const body = { title: "Test Course", price: 1499, ...overrides };
  const reply = await call(platform, "POST /api/courses", { token: author.token, body });
  if (reply.status !== 201) throw new Error(`creating answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.course;
}

/** A published course; the lists have it, too. */
export async function newCourse(
  platform: TestPlatform,
  admin: Person,
  overrides: object = {},
): Promise<AnsweredCourse> {
  const { id } = await newDraft(platform, admin, overrides);
  const reply = await call(platform, `PUT /api/courses/${id}/status`, {
    token: admin.token,
    body: { status: "published" },
  });
  await platform.settled();
  return reply.body.course;
}
