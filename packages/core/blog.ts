import type { PostStatus } from "#contract/post";
import type { Page, Paging } from "./page";
import { byId, findVisible, type VisiblePost, versionOf } from "./post";
import { type Post, Posts } from "./post.entity";
import { cardOf, type OwnPostCard, ownCardOf, type PostCard, postView } from "./post.view";
import type { Session } from "./session";
import { listRows, rowsBetween, shelve } from "./shelf";

/** What a list of posts is narrowed to. */
export interface Filter {
  category?: string;
  tag?: string;
}

/** Everything that is out, newest first. */
export const everyPost = "posts#all";

const publicList = ({ category, tag }: Filter): string =>
  [everyPost, category && `category:${category}`, tag && `tag:${tag}`].filter(Boolean).join("|");

/** Every public list that a post stands in. */
function publicLists({ category_id: category, tags }: Post): string[] {
  const filters: Filter[] = [{}, ...tags.map((tag) => ({ tag }))];
  return [...filters, ...(category ? filters.map((filter) => ({ ...filter, category })) : [])].map(publicList);
}

const ownList = (author: string | undefined, status: PostStatus | undefined): string =>
  ["own-posts", author && `author:${author}`, status && `status:${status}`].filter(Boolean).join("|");

/** Every list in which authors and admins find it. */
const ownLists = ({ author_id, status }: Post): string[] =>
  [undefined, author_id].flatMap((author) => [ownList(author, undefined), ownList(author, status)]);

/** Whether the public lists have it. */
export const isLive = (post: Post | undefined): post is VisiblePost =>
  post?.live === true && post.published_at !== undefined;

/** Puts a post into every public list where it belongs now, and takes it out of every other. */
export const projectPost = (id: string): Promise<void> =>
  shelve("post", id, async () => {
    const post = await byId(id, { consistent: true });
    return isLive(post) ? { lists: publicLists(post), at: post.published_at, card: cardOf(post) } : undefined;
  });

/** The same for the lists of authors and admins. */
export const projectOwnPost = (id: string): Promise<void> =>
  shelve("own-post", id, async () => {
    const post = await byId(id, { consistent: true });
    return post && { lists: ownLists(post), at: post.created_at, card: ownCardOf(post) };
  });

/** One page of what is out. */
export const listPosts = (filter: Filter, paging: Paging): Promise<Page<PostCard>> =>
  listRows(publicList(filter), paging);

/** One page of an author's posts, whatever their status; of everybody's, when an admin asks. */
export const listOwnPosts = (by: Session, status: PostStatus | undefined, paging: Paging): Promise<Page<OwnPostCard>> =>
  listRows(ownList(by.role === "admin" ? undefined : by.id, status), paging);

/** Others that are shown below a post. */
const companions = 4;

/** Up to four others: those with most tags in common, then the newest. One query for each tag and one for all, at once. */
async function relatedTo({ id, tags }: Post): Promise<PostCard[]> {
  const lists = [...tags.map((tag) => publicList({ tag })), everyPost];
  // One more than is shown: it stands in its own lists.
  const pages = await Promise.all(lists.map((list) => listRows<PostCard>(list, { limit: companions + 1, page: 1 })));
  const others = new Map(pages.flatMap(({ rows }) => rows.map((card) => [card.id, card] as const)));
  others.delete(id);
  const common = (card: PostCard) => card.tags.filter((tag) => tags.includes(tag)).length;
  return [...others.values()]
    .sort((a, b) => common(b) - common(a) || b.published_at.localeCompare(a.published_at))
    .slice(0, companions);
}

/** What a reader gets: the post with its text, and others like it. @throws Failure post_not_found */
export async function readPost(reference: string, now: Date) {
  const post = await findVisible(reference, now);
  const [{ content }, related] = await Promise.all([versionOf(post.id, post.revision), relatedTo(post)]);
  return { post: postView(post, content), related };
}

/** The copies of somebody's name in their posts, to be replaced. */
export async function* namesInPosts(
  author_id: string,
  { name }: { name: string },
): AsyncGenerator<() => Promise<unknown>> {
  const posts = await rowsBetween<OwnPostCard>(ownList(author_id, undefined), "0", "9999");
  const named = posts.filter(({ author }) => author.name !== name);
  yield* named.map(
    ({ id }) =>
      () =>
        Posts.patch({ id }).set({ author_name: name }).go(),
  );
}
