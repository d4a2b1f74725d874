import { pictureView } from "./picture";
import type { Post } from "./post.entity";

const author = ({ author_id: id, author_name: name }: Post) => ({ id, name });

/** What a public list shows of a post. */
export function cardOf(post: Post & { published_at: string }) {
  const { id, slug, title, excerpt, category_id = null, featured_image = null } = post;
  const { tags, reading_minutes, published_at, updated_at } = post;
  const shown = { id, slug, title, excerpt, author: author(post), category_id, featured_image, tags };
  return { ...shown, reading_minutes, published_at, updated_at };
}
export type PostCard = ReturnType<typeof cardOf>;

/** What a list of authors' posts shows of it. */
export function ownCardOf(post: Post) {
  const { status, published_at = null, view_count, revision } = post;
  return { ...cardOf({ ...post, published_at: "" }), status, published_at, view_count, revision };
}
export type OwnPostCard = ReturnType<typeof ownCardOf>;

/** A post with its text, as it goes out. */
export const postView = <Any extends Post>(post: Any, content: string) => ({
  ...post,
  content,
  author: author(post),
  image: pictureView(post.image),
});
