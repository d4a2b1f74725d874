import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Course } from "#core/course.entity";
import { blockSize } from "#core/search/posting";
import { blockRows } from "../search-rows";

const levels = ["beginner", "intermediate", "advanced"] as const;
/** Words that every so many courses have in their descriptions. */
const rarities = { graphs: 7, compilers: 101, origami: 1009 };

const subjects = ["programming", "data", "cloud", "design"];

/** The n-th course of an endless catalogue: each differs from the others in everything that lists are ordered by. */
export function nthCourse(n: number): Course {
  const at = new Date(Date.UTC(2020, 0, 1) + n * 60_000).toISOString();
  const id = `crs_01kb0z7n5v4t9w2m${String(n).padStart(10, "0")}`;
  const topics = Object.entries(rarities).flatMap(([word, every]) => (n % every === 0 ? [word] : []));
  const title = `${["Practical", "Modern", "Everyday", "Applied"][n % 4]} ${subjects[n % 4]}, volume ${n}`;
  return {
    ...{ id, title, slug: `course-${n}`, short_description: `${title}: ten lessons, by doing.` },
    description: `Also: ${topics.join(", ")}.`,
    ...{ price: 499 + (n % 50) * 100, original_price: 6999, currency: "INR", duration: "12 hours" },
    ...{ level: levels[n % 3] ?? "beginner", category_id: `cat_${subjects[n % 4]}` },
    ...{
      instructor_id: `0f24b416-9c1e-4d57-8a33-b7e2d9f0c1a${n % 7}`,
      instructor_name: "Ravi Kulkarni",
      status: "published",
      featured: n % 10 === 0,
    },
    image_url: `https://images.instaiq.com/courses/${id}/cover.jpg`,
    ...{
      enrollments: (n * 37) % 5000,
      rating_sum: ((n % 50) * (n % 300)) / 10,
      total_ratings: n % 300,
      lesson_count: 0,
      duration_seconds: 0,
      language: "English",
    },
    ...{ revision: 1, created_at: at, updated_at: at },
  };
}

/** Each of its categories stands at the top. */
const pathOf = ({ category_id }: Course): string[] => (category_id ? [category_id] : []);

type Item = Record<string, unknown>;

/** The rows of the lists in which a course stands, as the projector writes them. */
async function listingsOf(course: Course): Promise<Item[]> {
  const { putListing, scopesOf } = await import("#core/listing");
  return scopesOf(course, pathOf(course)).map((scope) => putListing(scope, course).operation.Put?.Item ?? {});
}

/** Rows of one call; DynamoDB's most. */
const batch = 25;

/** Calls under way at a time: the table is in this very process, and more would only wait for each other. */
const abreast = 2;

/** Puts rows past the API, many at a time. */
export async function write(items: Item[]): Promise<void> {
  const { documents, store } = await import("#adapters/table");
  const writeFrom = async (from: number): Promise<void> => {
    const requests = items.slice(from, from + batch).map((Item) => ({ PutRequest: { Item } }));
    if (requests.length === 0) return;
    await documents.send(new BatchWriteCommand({ RequestItems: { [store.table]: requests } }));
    await writeFrom(from + batch * abreast);
  };
  await Promise.all(Array.from({ length: abreast }, (_, index) => writeFrom(index * batch)));
}

async function count(courses: readonly Course[]): Promise<void> {
  const { countListed, scopesOf } = await import("#core/listing");
  const { commit } = await import("#core/transaction");
  const totals = new Map<string, number>();
  for (const scope of courses.flatMap((course) => scopesOf(course, pathOf(course))))
    totals.set(scope, (totals.get(scope) ?? 0) + 1);
  for (const [scope, total] of totals) await commit(countListed(scope, total));
}

/** Fills the lists, from the n-th course up to another, past the API: in rows and totals as the projector leaves them. */
export async function fillLists(from: number, to: number): Promise<void> {
  const courses = Array.from({ length: to - from }, (_, index) => nthCourse(from + index));
  await write((await Promise.all(courses.map(listingsOf))).flat());
  await count(courses);
}

/** Fills the index with the first so many courses, in blocks of their own: others belong to what the projector wrote. */
export async function fillIndex(size: number): Promise<void> {
  const { documentOf } = await import("#core/course.search");
  const { cardKey } = await import("#core/search/keys");
  const entries = Array.from({ length: size }, (_, n) => ({
    ordinal: blockSize + n,
    document: documentOf(nthCourse(n), pathOf(nthCourse(n))),
  }));
  await write(entries.map(({ ordinal, document: { card } }) => ({ ...cardKey("course", ordinal), card })));
  let rows: Item[] = [];
  for (const row of blockRows("course", entries)) {
    rows.push({ ...row });
    if (rows.length < 5000) continue;
    await write(rows);
    rows = [];
  }
  await write(rows);
}
