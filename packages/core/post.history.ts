import { authored } from "./post";
import { type Post, PostRevisions, type PostVersion, PostVersions } from "./post.entity";
import type { Session } from "./session";
import { commit, type Step, step } from "./transaction";
import { Users } from "./user.entity";

/** States of a post that are kept, the present one included. */
const most = 50;

const forget = (id: string, revision: number): Step[] =>
  revision < 1
    ? []
    : [step(PostVersions.delete({ id, revision }).params()), step(PostRevisions.delete({ id, revision }).params())];

/** The steps that keep a post's text as of its revision, and forget the one that is too old. */
export function keepVersion(
  { id, revision, title, status, reading_minutes }: Post,
  text: Omit<PostVersion, "id" | "revision">,
  { id: editor_id }: Session,
  now: Date,
): Step[] {
  const row = { id, revision, title, status, reading_minutes, editor_id, edited_at: now.toISOString() };
  return [
    step(PostVersions.put({ ...text, id, revision }).params()),
    step(PostRevisions.put(row).params()),
    ...forget(id, revision - most),
  ];
}

/** What people are called now: a name that is kept nowhere need not be erased anywhere. */
async function namesOf(ids: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].map((id) => ({ id }));
  const { data } = wanted.length > 0 ? await Users.get(wanted).go({ attributes: ["id", "name"] }) : { data: [] };
  return new Map(data.map(({ id, name }) => [id, name]));
}

/** The history of a post, newest first, for its author or an admin. @throws Failure post_not_found, not_owner */
export async function listRevisions(reference: string, by: Session) {
  const { id } = await authored(reference, by);
  const { data } = await PostRevisions.query.primary({ id }).go({ order: "desc", limit: most });
  const names = await namesOf(data.map(({ editor_id }) => editor_id));
  return data.map(({ editor_id, ...revision }) => ({
    ...revision,
    edited_by: { id: editor_id, name: names.get(editor_id) ?? "" },
  }));
}

/** Takes away what a deleted post leaves behind. Done twice it does no harm. */
export async function forgetHistory(id: string, last: number): Promise<void> {
  const revisions = Array.from({ length: Math.min(most, last) }, (_, n) => last - n);
  await commit(revisions.flatMap((revision) => forget(id, revision)));
}
