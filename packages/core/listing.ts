import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { Entity } from "electrodb";
import { documents, store } from "#adapters/table";
import type { CourseSort } from "#contract/course";
import type { Course } from "./course.entity";
import { type Page, type Paging, readPage } from "./page";
import { ratingOf } from "./rating";
import { type Step, step } from "./transaction";

/**
 * A published course as one row of one list of the catalogue (all, of a category, of a level, of both, featured), with
 * a place in each order. Kept by the projector: a list page is one query of one partition, whatever the filter.
 */
const Listings = new Entity(
  {
    model: { service: "iq", entity: "listing", version: "1" },
    attributes: {
      scope: { type: "string", required: true },
      id: { type: "string", required: true },
      by_date: { type: "string", required: true },
      by_price: { type: "string", required: true },
      by_rating: { type: "string", required: true },
      by_popularity: { type: "string", required: true },
      card: { type: "any" },
      /** Rows that aren't courses but the list's tally, one at either end of every order. */
      sentinel: { type: "boolean" },
      total: { type: "number" },
    },
    indexes: {
      newest: {
        pk: { field: "pk", composite: ["scope"], template: "courses#${scope}", casing: "none" },
        sk: { field: "sk", composite: ["by_date", "id"], template: "${by_date}#${id}", casing: "none" },
      },
      price: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["scope"], template: "courses#${scope}", casing: "none" },
        sk: { field: "gsi1sk", composite: ["by_price", "id"], template: "${by_price}#${id}", casing: "none" },
      },
      rating: {
        index: "gsi2",
        pk: { field: "gsi2pk", composite: ["scope"], template: "courses#${scope}", casing: "none" },
        sk: { field: "gsi2sk", composite: ["by_rating", "id"], template: "${by_rating}#${id}", casing: "none" },
      },
      popular: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: ["scope"], template: "courses#${scope}", casing: "none" },
        sk: { field: "gsi3sk", composite: ["by_popularity", "id"], template: "${by_popularity}#${id}", casing: "none" },
      },
    },
  },
  store,
);

export interface Filter {
  category?: string;
  level?: string;
}

const scopeOf = ({ category, level }: Filter): string =>
  ["all", category && `category:${category}`, level && `level:${level}`].filter(Boolean).join("|");

const featuredScope = "featured";

/**
 * Every list that a course stands in; none unless it is published.
 * @param path the categories that it is in, from the top down: it shows in each of them
 */
export function scopesOf(course: Course | undefined, path: string[]): string[] {
  if (course?.status !== "published") return [];
  const { level, featured } = course;
  const filters: Filter[] = [{}, ...path.map((category) => ({ category }))].flatMap((of) => [of, { ...of, level }]);
  return [...filters.map(scopeOf), ...(featured ? [featuredScope] : [])];
}

/** Sorts as text the way the number sorts: twelve digits hold the largest price in paise. */
const padded = (value: number): string => String(Math.round(value)).padStart(12, "0");

const places = (course: Course) => ({
  by_date: course.created_at,
  by_price: padded(course.price * 100),
  by_rating: `${padded(ratingOf(course) * 100)}.${padded(course.total_ratings)}`,
  by_popularity: padded(course.enrollments),
});

/** What a list shows of a course. */
export function cardOf(course: Course) {
  const { id, slug, title, short_description, price, original_price, currency, duration, level, category_id } = course;
  const { image_url, featured, enrollments, total_ratings, language, created_at } = course;
  const { lesson_count, duration_seconds } = course;
  return {
    ...{ id, slug, title, short_description: short_description ?? null, price, original_price: original_price ?? null },
    ...{ currency, duration: duration ?? null, level, category_id: category_id ?? null },
    instructor: { id: course.instructor_id, name: course.instructor_name },
    ...{ image_url: image_url ?? null, featured, enrollments, total_ratings, language, created_at },
    rating: ratingOf(course),
    ...{ lesson_count, duration_seconds },
  };
}

const tallyAt = (scope: string, end: "!" | "~", change: number): Step =>
  step(
    Listings.upsert({ scope, id: end, by_date: end, by_price: end, by_rating: end, by_popularity: end, sentinel: true })
      .add({ total: change })
      .params(),
  );

export const countListed = (scope: string, change: number): Step[] => [
  tallyAt(scope, "!", change),
  tallyAt(scope, "~", change),
];

/** Without the places themselves: they stand in the sort keys, and kept twice they cost every page half a read unit. */
export function putListing(scope: string, course: Course): Step {
  const row = Listings.put({ scope, id: course.id, ...places(course), card: cardOf(course) });
  const { Item, ...params } = row.params<{ Item: Record<string, unknown> }>();
  const kept = Object.entries(Item).filter(([name]) => !(name in places(course)));
  return step({ ...params, Item: Object.fromEntries(kept) });
}

export const deleteListing = (scope: string, course: { id: string; created_at: string }): Step =>
  step(Listings.delete({ scope, id: course.id, by_date: course.created_at }).params());

type Item = Record<string, unknown>;
type Card = ReturnType<typeof cardOf>;

const parse = (items: Record<string, unknown>[]): Card[] => items.map((item) => item.card as Card);

const inOrder = {
  relevance: (scope: string) => Listings.query.newest({ scope }).params({ order: "desc" }),
  newest: (scope: string) => Listings.query.newest({ scope }).params({ order: "desc" }),
  price_asc: (scope: string) => Listings.query.price({ scope }).params({ order: "asc" }),
  price_desc: (scope: string) => Listings.query.price({ scope }).params({ order: "desc" }),
  rating: (scope: string) => Listings.query.rating({ scope }).params({ order: "desc" }),
  popular: (scope: string) => Listings.query.popular({ scope }).params({ order: "desc" }),
} satisfies Record<CourseSort, unknown>;

/** One page of the catalogue: one query, whatever the filter, the order and the size of the catalogue. */
export const listCourses = (filter: Filter, sort: CourseSort, paging: Paging): Promise<Page<Card>> =>
  readPage(inOrder[sort](scopeOf(filter)), paging, parse);

/** Some of the courses in the list of a category, and the key to begin behind for the next of them. */
export async function courseIdsIn(
  category: string,
  limit: number,
  after?: Item,
): Promise<{ ids: string[]; next?: Item }> {
  const query = Listings.query.newest({ scope: scopeOf({ category }) }).params<QueryCommandInput>();
  const answer = await documents.send(new QueryCommand({ ...query, Limit: limit, ExclusiveStartKey: after }));
  const rows = (answer.Items ?? []).filter(({ sentinel }) => !sentinel);
  return { ids: rows.map(({ id }) => String(id)), next: answer.LastEvaluatedKey };
}

export const listFeatured = (paging: Paging): Promise<Page<Card>> =>
  readPage(inOrder.newest(featuredScope), paging, parse);

const dated = () => Listings.query.newest({ scope: scopeOf({}) });

/** The cards of all published courses that were made between two moments, the later one left out; one query. */
export async function coursesBetween(from: string, until: string): Promise<Card[]> {
  const { data } = await dated().between({ by_date: from }, { by_date: until }).go({ pages: "all" });
  return data.map(({ card }) => card as Card);
}

/** The first and the last published course that was made; two queries at once. */
export async function endsOfCourses(): Promise<{ oldest?: Card; newest?: Card }> {
  // Between the tally's two rows.
  const end = async (order: "asc" | "desc") =>
    (await dated().between({ by_date: "0" }, { by_date: "9999" }).go({ order, limit: 1 })).data[0]?.card as
      | Card
      | undefined;
  const [oldest, newest] = await Promise.all([end("asc"), end("desc")]);
  return { oldest, newest };
}
