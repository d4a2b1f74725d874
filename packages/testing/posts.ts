import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

/** A post of that author's: published, unless it is said otherwise; the lists have it, too. */
export async function newPost(
  platform: TestPlatform,
  author: Person,
  overrides: object = {},
): Promise<Reply["body"]["post"]> {
  const body = { title: "Test Post", content: "<p>Some words.</p>", status: "published", ...overrides };
  const reply = await call(platform, "POST /api/content/blog", { token: author.token, body });
  if (reply.status !== 201) throw new Error(`posting answered ${reply.status} ${JSON.stringify(reply.body)}`);
  await platform.settled();
  return reply.body.post;
}
