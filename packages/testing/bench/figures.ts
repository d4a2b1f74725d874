import { call } from "../api";
import { newPerson } from "../people";
import type { TestPlatform } from "../platform";
import { type ListCost, readingOf, timed } from "./growth";
import { Meter } from "./meter";
import { writeLedger, writeSums } from "./orders";

/** What figures cost as orders accumulate. */
export interface FigureGrowth {
  costs: ListCost[];
  /** Orders that the projector counted, entry by entry, and what that cost it per entry. */
  counted: number;
  calls: number;
  units: number;
}

const asked: Record<string, string> = {
  "the dashboard": "analytics/dashboard",
  "revenue of a year by day": "analytics/revenue?from=YEAR",
  "revenue of two years by week": "analytics/revenue?from=TWO&interval=week",
  "revenue of ten years by month": "analytics/revenue?from=TEN&interval=month",
  "orders of a year by day": "orders/analytics?from=YEAR",
  "users of a year by day": "analytics/users?from=YEAR",
  "courses of a year by day": "analytics/courses?from=YEAR",
  "events of a year by day": "analytics/events?from=YEAR",
};

const yearsBefore = (now: Date, years: number): string =>
  new Date(now.getTime() - (years * 365 - 1) * 86_400_000).toISOString().slice(0, 10);

const pathOf = (path: string, now: Date): string =>
  path.replace("YEAR", yearsBefore(now, 1)).replace("TWO", yearsBefore(now, 2)).replace("TEN", yearsBefore(now, 10));

/** Calls and write units of the projector since an invocation. */
function projectorSince({ cloud }: TestPlatform, before: number): { calls: number; units: number } {
  const own = cloud
    .invocations()
    .slice(before)
    .filter(({ functionName }) => functionName.includes("projector"))
    .flatMap(({ calls }) => calls);
  return { calls: own.length, units: own.reduce((sum, { units }) => sum + (units?.write ?? 0), 0) };
}

/** What each of the admins' readings costs at each number of orders. */
export async function measureFigures(platform: TestPlatform, sizes: readonly number[]): Promise<FigureGrowth> {
  const meter = new Meter(platform.cloud);
  const { token } = await newPerson(platform, { role: "admin" });
  await platform.settled();
  const now = new Date(Date.now() + platform.ahead);
  const [counted = 0] = sizes;
  const before = platform.cloud.invocations().length;
  const entries = await writeLedger(platform, counted, now);
  const { calls, units } = projectorSince(platform, before);
  const costs: ListCost[] = [];
  for (const size of sizes) {
    if (size > counted) await writeSums(platform, size, now);
    for (const [list, path] of Object.entries(asked)) {
      const request = () => call(platform, `GET /api/${pathOf(path, now)}`, { token });
      const warm = await request();
      if (warm.status !== 200) throw new Error(`${path} answered ${warm.status} ${JSON.stringify(warm.body)}`);
      const { cost } = await meter.measure(request);
      // Without the read of who is calling, which is kept for three seconds, and made again on a slow machine.
      const calls = cost.calls.filter(({ action }) => action !== "GetItem");
      const reading = readingOf({ ...cost, calls });
      costs.push({ list, size, rows: 0, warm: reading, cold: reading, time: await timed(request) });
    }
  }
  return { costs, counted, calls: calls / entries, units: units / entries };
}
