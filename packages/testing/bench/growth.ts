import { call, type Reply } from "../api";
import type { TestPlatform } from "../platform";
import { fillLists } from "./catalogue";
import { type Cost, Meter } from "./meter";

/** One list at one size of the catalogue. */
export interface ListCost {
  list: string;
  /** Published courses. */
  size: number;
  calls: number;
  read: number;
  /** Milliseconds, the median of several. */
  time: number;
}

const lists: Record<string, string> = {
  newest: "",
  "price_asc of a category": "&sort=price_asc&category=cat_data",
  "rating of a level": "&sort=rating&level=advanced",
  "popular of both": "&sort=popular&category=cat_cloud&level=beginner",
  "page 5": "&page=5",
};

const readUnits = ({ calls }: Cost): number => calls.reduce((sum, { units }) => sum + (units?.read ?? 0), 0);

const runs = 9;

export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

async function timed(request: () => Promise<Reply>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await request();
    times.push(performance.now() - start);
  }
  return median(times);
}

async function measureList(platform: TestPlatform, meter: Meter, size: number, list: string, query: string) {
  const request = () => call(platform, `GET /api/courses?limit=20${query}`);
  await request();
  const { reply, cost } = await meter.measure(request);
  const full = query.includes("popular") ? Math.min(20, Math.floor(size / 12)) : 20;
  if (reply.body.courses?.length < full) throw new Error(`${list} of ${size} shows ${reply.body.courses?.length}`);
  return { list, size, calls: cost.calls.length, read: readUnits(cost), time: await timed(request) };
}

/** A page deep in the list, by its cursor. */
async function measureDeep(platform: TestPlatform, meter: Meter, size: number): Promise<ListCost> {
  const { body } = await call(platform, "GET /api/courses?limit=20&page=3");
  const query = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  return measureList(platform, meter, size, "by cursor", query);
}

/** What a page of each list costs as the catalogue grows. */
export async function measureGrowth(platform: TestPlatform, sizes: readonly number[]): Promise<ListCost[]> {
  const meter = new Meter(platform.cloud);
  const costs: ListCost[] = [];
  let filled = 0;
  for (const size of sizes) {
    await fillLists(filled, size);
    filled = size;
    for (const [list, query] of Object.entries(lists))
      costs.push(await measureList(platform, meter, size, list, query));
    costs.push(await measureDeep(platform, meter, size));
  }
  return costs;
}
