import { schedule } from "./due";
import { byId, isVisible } from "./post";
import { type Post, Posts } from "./post.entity";
import { commit, type Step, step } from "./transaction";

/** The work names the edit that asked for it: a later edit has its own, and neither can take the other off the list. */
const subjectOf = ({ id, revision }: Post): string => `${id}@${revision}`;

/** A post whose time lies ahead is put into the lists when it comes. */
export const scheduled = (post: Post, now: Date): Step[] =>
  post.status === "published" && post.published_at !== undefined && post.published_at > now.toISOString()
    ? [schedule("publish-post", subjectOf(post), new Date(post.published_at))]
    : [];

class EditedMeanwhile extends Error {}

/** The time of a scheduled post has come: from now on the lists have it. */
export async function announce(subject: string, now: Date): Promise<void> {
  const [id = "", revision] = subject.split("@");
  const post = await byId(id, { consistent: true });
  if (post?.revision !== Number(revision) || post.live || !isVisible(post, now)) return;
  const live = Posts.patch({ id })
    .set({ live: true, aired: true })
    .where((present, { eq }) => eq(present.revision, post.revision));
  try {
    await commit([step(live.params(), () => new EditedMeanwhile())]);
  } catch (error) {
    // The edit has decided for itself whether the post is live.
    if (!(error instanceof EditedMeanwhile)) throw error;
  }
}
