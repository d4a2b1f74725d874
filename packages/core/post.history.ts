import { authored } from "./post";
import { type Post, type PostRevision, PostRevisions, type PostVersion, PostVersions } from "./post.entity";
import type { Session } from "./session";
import { commit, type Step, step } from "./transaction";

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
  { id: editor_id, name: editor_name }: Session,
  now: Date,
): Step[] {
  const row = { id, revision, title, status, reading_minutes, editor_id, editor_name, edited_at: now.toISOString() };
  return [
    step(PostVersions.put({ ...text, id, revision }).params()),
    step(PostRevisions.put(row).params()),
    ...forget(id, revision - most),
  ];
}

const revisionView = ({ editor_id, editor_name, ...revision }: PostRevision) => ({
  ...revision,
  edited_by: { id: editor_id, name: editor_name },
});

/** The history of a post, newest first, for its author or an admin. @throws Failure post_not_found, not_owner */
export async function listRevisions(reference: string, by: Session) {
  const { id } = await authored(reference, by);
  const { data } = await PostRevisions.query.primary({ id }).go({ order: "desc", limit: most });
  return data.map(revisionView);
}

/** Takes away what a deleted post leaves behind. Done twice it does no harm. */
export async function forgetHistory(id: string, last: number): Promise<void> {
  const revisions = Array.from({ length: Math.min(most, last) }, (_, n) => last - n);
  await commit(revisions.flatMap((revision) => forget(id, revision)));
}
