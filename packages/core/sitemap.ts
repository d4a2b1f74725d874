import { page, routeAddress } from "#adapters/site";
import { everyPost } from "./blog";
import { coursesBetween, endsOfCourses } from "./listing";
import type { PostCard } from "./post.view";
import { endsOf, rowsBetween } from "./shelf";

/** Of the sitemap protocol. */
const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
const mostUrls = 50_000;

interface Ends {
  oldest?: string;
  newest?: string;
}

/** When the first and the last of each kind was made. */
const ends: Record<string, () => Promise<Ends>> = {
  courses: async () => {
    const { oldest, newest } = await endsOfCourses();
    return { oldest: oldest?.created_at, newest: newest?.created_at };
  },
  posts: async () => {
    const { oldest, newest } = await endsOf<PostCard>(everyPost);
    return { oldest: oldest?.published_at, newest: newest?.published_at };
  },
};

interface Place {
  loc: string;
  lastmod?: string;
}

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

const xml = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? "");

function documentOf(root: "sitemapindex" | "urlset", places: Place[]): string {
  const tag = root === "urlset" ? "url" : "sitemap";
  const rows = places.map(({ loc, lastmod }) => {
    const changed = lastmod ? `<lastmod>${xml(lastmod)}</lastmod>` : "";
    return `<${tag}><loc>${xml(loc)}</loc>${changed}</${tag}>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">\n${rows.join("")}</${root}>\n`;
}

const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
};

/** `2026-11`, and every month up to the other. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** The index: a part for each month from the oldest course or post to the newest. Their ends are four queries at once. */
export async function sitemapIndex(): Promise<string> {
  const parts = Object.entries(ends).map(async ([kind, read]) => {
    const { oldest, newest } = await read();
    if (!oldest || !newest) return [];
    return monthsBetween(oldest.slice(0, 7), newest.slice(0, 7)).map((month) => `${kind}-${month}.xml`);
  });
  const names = (await Promise.all(parts)).flat();
  return documentOf(
    "sitemapindex",
    names.map((name) => ({ loc: routeAddress(`/content/sitemap/${name}`) })),
  );
}

/** One part, by its name: `posts-2026-11.xml`. One query of that month's rows, whatever else there is. */
export async function sitemapPart(name: string): Promise<string> {
  const [kind, ...rest] = name.replace(/\.xml$/, "").split("-");
  const month = rest.join("-");
  const places: Place[] =
    kind === "courses"
      ? (await coursesBetween(month, monthAfter(month))).map(({ slug }) => ({ loc: page(`/courses/${slug}`) }))
      : (await rowsBetween<PostCard>(everyPost, month, monthAfter(month))).map(({ slug, updated_at }) => ({
          loc: page(`/blog/${slug}`),
          lastmod: updated_at,
        }));
  return documentOf("urlset", places.slice(0, mostUrls));
}
