import { type Filter, isLive, listPosts } from "./blog";
import { plainText } from "./html";
import type { Page, Paging } from "./page";
import { byId, versionOf } from "./post";
import { cardOf, type PostCard } from "./post.view";
import type { SearchDocument } from "./search/document";
import { indexed } from "./search/indexing";
import { search } from "./search/query";

const filtersOf = ({ category, tags }: { category?: string; tags: string[] }): string[] => [
  ...(category ? [`category:${category}`] : []),
  ...tags.map((tag) => `tag:${tag}`),
];

async function documentOf(id: string): Promise<SearchDocument | undefined> {
  const post = await byId(id, { consistent: true });
  if (!isLive(post)) return undefined;
  const { content } = await versionOf(id, post.revision);
  const { title, excerpt, author_name, category_id: category, tags } = post;
  const texts = [excerpt, tags.join(" "), author_name, plainText(content)];
  return { id, title, texts, filters: filtersOf({ category, tags }), card: cardOf(post) };
}

/** Brings the index to what the post says now. */
export const indexPost = (id: string, thorough = false): Promise<void> =>
  indexed("post", id, () => documentOf(id), thorough);

/** One page of what is out: of the posts that have all the words, or else of the list. */
export function browse(wanted: Filter & { search?: string }, paging: Paging, now: Date): Promise<Page<PostCard>> {
  const { search: words, category, tag } = wanted;
  if (words === undefined) return listPosts({ category, tag }, paging);
  const filters = filtersOf({ category, tags: tag ? [tag] : [] });
  return search<PostCard>("post", { words, filters }, paging, now);
}
