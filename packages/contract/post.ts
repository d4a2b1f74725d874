import * as z from "zod/mini";
import { id, instant, line, maybe, text, url } from "./fields";
import { picture } from "./picture";

export const postStatus = z.enum(["draft", "published", "archived"]);
export type PostStatus = z.infer<typeof postStatus>;

/** Letters of any script, digits and what names of languages end in: `node.js`, `c++`, `हिन्दी`. "Web Design" is `web-design`. */
export const tag = z.string().check(
  z.normalize("NFKC"),
  z.trim(),
  z.toLowerCase(),
  z.overwrite((value) => value.replace(/\s+/g, "-")),
  z.minLength(1, "must not be empty"),
  z.maxLength(50, "must have at most 50 characters"),
  z.regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}+#.-]*$/u, "must be letters, digits, hyphens, dots, + and #"),
);

/** Years before the platform would only lengthen the sitemap. */
const publishedAt = instant.check(z.refine((value) => value >= "2000", "must lie after 1999"));

const tags = z.array(tag).check(
  z.maxLength(10, "must be at most 10"),
  z.overwrite((given) => [...new Set(given)]),
);

/** What an author writes. `content` is HTML: what may not stand in a post is taken out of it. */
const draft = {
  title: line(255),
  content: text(100_000),
  excerpt: z.nullable(text(500)),
  category_id: z.nullable(id("cat")),
  featured_image: z.nullable(url),
  /** A picture of one's own, uploaded as `post_image`: it takes the place of `featured_image`. */
  featured_image_upload_id: z.nullable(id("upl")),
  status: postStatus,
  /** When it appears; now, where it is published without. One that lies ahead schedules the post. */
  published_at: z.nullable(publishedAt),
  meta_title: z.nullable(line(255)),
  meta_description: z.nullable(text(500)),
  tags,
};

export const newPost = z.strictObject({
  ...draft,
  excerpt: z.optional(draft.excerpt),
  category_id: z.optional(draft.category_id),
  featured_image: z.optional(draft.featured_image),
  featured_image_upload_id: z.optional(draft.featured_image_upload_id),
  status: z._default(postStatus, "draft"),
  published_at: z.optional(draft.published_at),
  meta_title: z.optional(draft.meta_title),
  meta_description: z.optional(draft.meta_description),
  tags: z._default(tags, []),
});
export type NewPost = z.output<typeof newPost>;

/** `revision`, where it is given, is the one that the author had before them: the edit is refused when it isn't the last. */
export const postChange = z.partial(
  z.strictObject({ ...draft, revision: z.int().check(z.minimum(1), z.maximum(1_000_000_000)) }),
);
export type PostChange = z.output<typeof postChange>;

const author = z.object({ id: z.string(), name: z.string() });

const shown = {
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  /** The author's, or the beginning of the text. */
  excerpt: z.string(),
  /** `name` as it was when the post was made. */
  author,
  category_id: maybe(z.string()),
  featured_image: maybe(z.string()),
  tags: z.array(z.string()),
  reading_minutes: z.int(),
  published_at: instant,
};

/** A post as it stands in a public list. */
export const postCard = z.object(shown);

export const post = z.object({
  ...shown,
  /** The featured image in all its sizes, when it was uploaded. */
  image: maybe(picture),
  content: z.string(),
  author_id: z.string(),
  meta_title: maybe(z.string()),
  meta_description: maybe(z.string()),
  /** Readers, each counted once a day. */
  view_count: z.int(),
  created_at: instant,
  updated_at: instant,
});

const own = { status: postStatus, published_at: maybe(instant), view_count: z.int(), revision: z.int() };

/** A post in its author's list, whatever its status; without a text of its own, `excerpt` is the beginning. */
export const ownPostCard = z.extend(postCard, { ...own, updated_at: instant });

/** The post as its author sees it. */
export const authoredPost = z.extend(post, own);

/** One state of a post's text. The newest is the post as it is. */
export const postRevision = z.object({
  revision: z.int(),
  title: z.string(),
  status: postStatus,
  reading_minutes: z.int(),
  edited_by: author,
  edited_at: instant,
});
