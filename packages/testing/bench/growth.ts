import { call, type Reply } from "../api";
import type { TestPlatform } from "../platform";
import { pass } from "../time";
import { fillIndex, fillLists } from "./catalogue";
import { type Cost, Meter } from "./meter";

/** DynamoDB calls and read units. */
export interface Reading {
  calls: number;
  units: number;
}

/** One list at one size of the catalogue. */
export interface ListCost {
  list: string;
  /** Published courses. */
  size: number;
  /** Courses shown. */
  rows: number;
  /** On a function that keeps what the same request had to read before. */
  warm: Reading;
  /** On one that keeps nothing. */
  cold: Reading;
  /** Milliseconds, the median of several. */
  time: number;
}

export interface Growth {
  lists: ListCost[];
  searches: ListCost[];
}

/** What to measure: `query` follows the page's size. */
interface Asked {
  list: string;
  size: number;
  query: string;
}

const lists: Record<string, string> = {
  newest: "",
  "price_asc of a category": "&sort=price_asc&category=cat_data",
  "rating of a level": "&sort=rating&level=advanced",
  "popular of both": "&sort=popular&category=cat_cloud&level=beginner",
  "page 5": "&page=5",
};

const searches: Record<string, string> = {
  "a word of every course": "lessons",
  "a word of every fourth": "programming",
  "a word of every thousandth": "origami",
  "the beginning of a word": "prog",
  "two words": "data+graphs",
  "two words, category and level": "data+lessons&category=cat_data&level=beginner",
  "… by price": "data+lessons&category=cat_data&level=beginner&sort=price_asc",
  "… by rating": "data+lessons&category=cat_data&level=beginner&sort=rating",
  "… most popular": "data+lessons&category=cat_data&level=beginner&sort=popular",
  "… newest": "data+lessons&category=cat_data&level=beginner&sort=newest",
  "a rare word by price": "origami&sort=price_asc",
  "six words": "modern+data+volume+ten+lessons+doing",
  "page 5": "lessons&page=5",
};

export function readingOf({ calls }: Cost): Reading {
  const reads = calls.filter(({ service }) => service === "dynamodb");
  return { calls: reads.length, units: reads.reduce((sum, { units }) => sum + (units?.read ?? 0), 0) };
}

/** Longer than a function keeps the order of a search; milliseconds. */
const forgotten = 30_000;

/** Times that a request is timed, where its time is asked for. */
const usual = 9;

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

export async function timed(request: () => Promise<Reply>, runs = usual): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await request();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** What measures, and how often for the time. */
interface Measuring {
  platform: TestPlatform;
  meter: Meter;
  runs: number;
}

async function measureList({ platform, meter, runs }: Measuring, { list, size, query }: Asked): Promise<ListCost> {
  const request = () => call(platform, `GET /api/courses?limit=20${query}`);
  await request();
  pass(platform, forgotten);
  const { cost: first } = await meter.measure(request);
  const { reply, cost } = await meter.measure(request);
  const { courses, total } = reply.body;
  const rows = Number(courses?.length);
  if (!(total > 0 && rows === Math.min(20, total))) throw new Error(`${list} of ${size} shows ${rows} of ${total}`);
  return { list, size, rows, warm: readingOf(cost), cold: readingOf(first), time: await timed(request, runs) };
}

/** A page deep in the list, by its cursor. */
async function measureDeep(measuring: Measuring, { size, query }: Asked): Promise<ListCost> {
  const { body } = await call(measuring.platform, `GET /api/courses?limit=20&page=3${query}`);
  const next = `${query}&cursor=${encodeURIComponent(body.nextCursor)}`;
  return measureList(measuring, { list: "by cursor", size, query: next });
}

async function measureSearches(measuring: Measuring, size: number): Promise<ListCost[]> {
  const costs: ListCost[] = [];
  for (const [list, words] of Object.entries(searches))
    costs.push(await measureList(measuring, { list, size, query: `&search=${words}` }));
  costs.push(await measureDeep(measuring, { list: "", size, query: "&search=lessons" }));
  return costs;
}

/** What a page of each list, and of each search, costs as the catalogue grows. */
export async function measureGrowth(
  platform: TestPlatform,
  sizes: readonly number[],
  { timing = true } = {},
): Promise<Growth> {
  const measuring = { platform, meter: new Meter(platform.cloud), runs: timing ? usual : 0 };
  const growth: Growth = { lists: [], searches: [] };
  let filled = 0;
  for (const size of sizes) {
    await fillLists(filled, size);
    await fillIndex(size);
    filled = size;
    for (const [list, query] of Object.entries(lists))
      growth.lists.push(await measureList(measuring, { list, size, query }));
    growth.lists.push(await measureDeep(measuring, { list: "", size, query: "" }));
    growth.searches.push(...(await measureSearches(measuring, size)));
  }
  return growth;
}
