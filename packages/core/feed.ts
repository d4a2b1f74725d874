import { page, routeAddress } from "#adapters/site";
import { everyPost } from "./blog";
import type { PostCard } from "./post.view";
import { listRows } from "./shelf";

/** Posts that a feed reader gets. */
const latest = 50;

const markup: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Readers take a description for HTML. */
const html = (text: string): string => text.replace(/[&<>]/g, (sign) => markup[sign] ?? "");

/** The library breaks up only the first end of a section that stands in a text. */
const contained = (text: string): string => text.replaceAll("]]>", "]] >");

const itemOf = ({ id, slug, title, excerpt, author, tags, published_at }: PostCard) => ({
  ...{ id, title: contained(title), description: html(excerpt), link: page(`/blog/${slug}`) },
  ...{ author: [{ name: author.name }], category: tags.map((name) => ({ name })), date: new Date(published_at) },
});

/** When anything in the feed last changed: said of the content, so that the same posts are the same feed. */
const changedAt = (posts: PostCard[]): Date =>
  new Date(
    Math.max(
      0,
      ...posts.map(({ updated_at, published_at }) => Date.parse(updated_at > published_at ? updated_at : published_at)),
    ),
  );

/** The latest posts as RSS 2.0; one query. */
export async function rss(): Promise<string> {
  const { Feed } = await import("#adapters/parts/feed");
  const { rows } = await listRows<PostCard>(everyPost, { limit: latest, page: 1 });
  const feed = new Feed({
    ...{ id: page("/blog"), link: page("/blog"), title: "Insta iQ", language: "en", copyright: "" },
    description: "News and articles from Insta iQ",
    feedLinks: { rss: routeAddress("/content/blog/rss.xml") },
    updated: changedAt(rows),
    generator: false,
  });
  for (const post of rows) feed.addItem(itemOf(post));
  return feed.rss2();
}
