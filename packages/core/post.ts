import { Failure } from "#contract/failure";
import { isId } from "./id";
import { type Post, Posts, type PostVersion, PostVersions } from "./post.entity";
import type { Session } from "./session";
import { ownerOf } from "./slug";

export const missing = () => new Failure("post_not_found");

/** Published, and its time has come. */
export type VisiblePost = Post & { published_at: string };

export const isVisible = (post: Post | undefined, now: Date): post is VisiblePost =>
  post?.status === "published" && post.published_at !== undefined && post.published_at <= now.toISOString();

export async function byId(id: string, { consistent = false } = {}): Promise<Post | undefined> {
  const { data } = await Posts.get({ id }).go({ consistent });
  return data ?? undefined;
}

/** By id or slug, an old slug too. One read for an id or a present slug. */
async function find(reference: string): Promise<Post | undefined> {
  if (isId("pst", reference)) return byId(reference);
  const {
    data: [found],
  } = await Posts.query.bySlug({ slug: reference }).go({ limit: 1 });
  if (found) return found;
  // An old slug, or one so fresh that the index doesn't have it yet.
  const owner = await ownerOf("post", reference);
  return owner ? byId(owner) : undefined;
}

/** Id of the post that is meant; of none in particular, where it is a slug that nobody has. */
export const idOf = async (reference: string): Promise<string | undefined> =>
  isId("pst", reference) ? reference : ownerOf("post", reference);

/** @throws Failure post_not_found, before its time to the millisecond too */
export async function findVisible(reference: string, now: Date): Promise<VisiblePost> {
  const post = await find(reference);
  if (!isVisible(post, now)) throw missing();
  return post;
}

/** The post, when its author or an admin asks. @throws Failure post_not_found, not_owner */
export async function authored(reference: string, by: Session): Promise<Post> {
  const id = await idOf(reference);
  const post = id && (await byId(id, { consistent: true }));
  if (!post) throw missing();
  if (by.role !== "admin" && post.author_id !== by.id) throw new Failure("not_owner");
  return post;
}

/** What was written as of that revision. @throws Failure post_not_found when it is kept no longer */
export async function versionOf(id: string, revision: number): Promise<PostVersion> {
  const read = (consistent: boolean) => PostVersions.get({ id, revision }).go({ consistent });
  // A version never changes: at worst the cheaper read is too early to know it.
  const data = (await read(false)).data ?? (await read(true)).data;
  if (!data) throw new Failure("post_not_found", { detail: "There is no such revision, or no longer" });
  return data;
}
