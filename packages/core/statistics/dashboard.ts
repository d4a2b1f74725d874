import type { Currency } from "#contract/fields";
import { addDays, dayOf } from "../day";
import { toMajor } from "../money";
import { type Amounts, sumOf } from "./figures";
import { everythingNow } from "./now";
import type { Period } from "./period";
import { sumsIn } from "./series";
import { topOf } from "./top";

const day = (from: string, to: string): Period => ({ from, to, interval: "day" });

/** Sums of the days that the dashboard looks at, by their day. */
type Days = (period: Period) => Amounts;

async function readDays(period: Period, currency: Currency): Promise<Days> {
  const names = ["orders", "users", "learning", "events"] as const;
  const sums = (await Promise.all(names.map((name) => sumsIn(name, period)))).flat();
  const own = sums.filter((one) => one.currency === undefined || one.currency === currency);
  return ({ from, to }) => sumOf(own.filter(({ date }) => from <= date && date <= to).map(({ amounts }) => amounts));
}

const counts = ["placed", "paid", "registered", "enrollments", "completions", "registrations"] as const;
const moneys = ["gross", "refunds", "net"] as const;
type Shown = (typeof counts)[number] | (typeof moneys)[number];

function broughtBy(amounts: Amounts, currency: Currency): Record<Shown, number> {
  const counted = counts.map((name) => [name, amounts[name] ?? 0]);
  const money = moneys.map((name) => [name, toMajor(amounts[name] ?? 0, currency)]);
  // Every name that is shown is one of the two.
  return Object.fromEntries([...counted, ...money]) as Record<Shown, number>;
}

/** By which part a number has grown; nothing can be said where there was none. */
const growth = (now: number, before: number): number | null =>
  before === 0 ? null : Math.round(((now - before) / Math.abs(before)) * 10_000) / 10_000;

/** So many days until one, against as many before. */
function compared(days: Days, to: string, length: number, currency: Currency) {
  const period = day(addDays(to, 1 - length), to);
  const figures = broughtBy(days(period), currency);
  const before = broughtBy(days(day(addDays(to, 1 - 2 * length), addDays(to, -length))), currency);
  const change = [...counts, ...moneys].map((name) => [name, growth(figures[name], before[name])]);
  return { ...period, figures, change: Object.fromEntries(change) as Record<Shown, number | null> };
}

/** How things stand: eight calls, whatever there is. */
export async function dashboardOf(currency: Currency, now: Date) {
  const today = dayOf(now);
  const [days, totals, top] = await Promise.all([
    readDays(day(addDays(today, -59), today), currency),
    everythingNow(),
    topOf("course", "enrollments", currency),
  ]);
  return {
    ...{ as_of: now.toISOString(), currency, totals },
    periods: {
      today: compared(days, today, 1, currency),
      yesterday: compared(days, addDays(today, -1), 1, currency),
      last_7_days: compared(days, today, 7, currency),
      last_30_days: compared(days, today, 30, currency),
    },
    top_courses: { by_revenue: top.by_revenue, by_enrollments: top.by_number },
  };
}
