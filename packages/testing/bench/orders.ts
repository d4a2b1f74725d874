import type { Fact } from "#core/statistics/fact";
import type { Told } from "../ledger";
import type { TestPlatform } from "../platform";
import { write } from "./catalogue";

const oneDay = 86_400_000;

/** What orders come to, in turn: paid, paid, paid and refunded in part, given up. */
const fates: readonly Told[][] = [
  [{ what: "paid", money: 149_900, after: 5 }],
  [{ what: "paid", money: 79_900, after: 9 }],
  [
    { what: "paid", money: 299_900, after: 3 },
    { what: "refunded", money: -100_000, after: 4000 },
  ],
  [{ what: "given_up", money: 0, after: 30 }],
];

/** Orders that are alike in all that counts stand for each other: so many kinds there are. */
const kinds = 14_600;

/** The n-th kind of order: on one of 365 days, of one of 500 courses or events, in one of two currencies. */
const storyOf = (n: number) => ({
  placed: (n % 365) * 24 * 60 + 600,
  currency: n % 5 === 0 ? ("USD" as const) : ("INR" as const),
  kind: n % 7 === 0 ? ("event" as const) : ("course" as const),
  subject: n % 500,
  told: fates[Math.floor(n / 365) % fates.length] ?? [],
});

/** The first day of them all: a year ends today. */
const begin = (now: Date): Date => new Date(now.getTime() - 364 * oneDay - (now.getTime() % oneDay));

/** Orders written before the projector is waited for. */
const portion = 200;

/** Writes the first orders into the ledger, entry by entry, and waits until they are counted. */
export async function writeLedger(platform: TestPlatform, count: number, now: Date): Promise<number> {
  const { storyEntries } = await import("../ledger");
  let written = 0;
  for (let from = 0; from < count; from += portion) {
    const numbers = Array.from({ length: Math.min(portion, count - from) }, (_, index) => from + index);
    const stories = numbers.map((n) => storyEntries(`ord_bench${n}`, begin(now), storyOf(n)));
    const rows = (await Promise.all(stories)).flat();
    await write(rows);
    await platform.settled();
    written += rows.length;
  }
  return written;
}

/** How many of so many orders are of the n-th kind. */
const weightOf = (n: number, orders: number): number => Math.floor(orders / kinds) + (n < orders % kinds ? 1 : 0);

/** Everybody who bought also came, enrolled or registered, and so did as many who didn't pay. */
async function peopleFacts(at: string, event: boolean): Promise<Fact[]> {
  const { dated } = await import("#core/statistics/dated");
  return [
    ...dated("users", at, { registered: 1 }),
    ...dated("learning", at, { enrollments: 2, paid_enrollments: 1, completions: 1 }),
    ...(event ? dated("events", at, { registrations: 1, attended: 1 }) : []),
  ];
}

async function factsOfKind(n: number, now: Date): Promise<Fact[]> {
  const { storyEntries } = await import("../ledger");
  const { factsOf } = await import("#core/statistics/facts");
  const entries = await storyEntries(`ord_kind${n}`, begin(now), storyOf(n));
  const people = await peopleFacts(String(entries[0]?.at), n % 7 === 0);
  return [...entries.flatMap(factsOf), ...people];
}

/** Leaves the sums that so many orders would have made, in place of those that are there. */
export async function writeSums(platform: TestPlatform, orders: number, now: Date): Promise<void> {
  const { placeOf } = await import("#core/statistics/ranking");
  const { rowOf, isStanding } = await import("#core/statistics/fact");
  const { Buckets, Standings } = await import("#core/statistics/sums");
  const rows = new Map<string, { to: Fact["to"]; sums: Record<string, number> }>();
  for (let n = 0; n < Math.min(kinds, orders); n++)
    for (const { to, field, amount } of await factsOfKind(n, now)) {
      const row = rows.get(rowOf({ to })) ?? { to, sums: {} };
      row.sums[field] = (row.sums[field] ?? 0) + amount * weightOf(n, orders);
      rows.set(rowOf({ to }), row);
    }
  type Params = { Item: Record<string, unknown> };
  const items = [...rows.values()].map(({ to, sums }) =>
    isStanding(to)
      ? { ...Standings.put({ ...to, ...sums }).params<Params>().Item, ...placeOf({ ...to, ...sums }) }
      : Buckets.put({ ...to, ...sums }).params<Params>().Item,
  );
  for (let from = 0; from < items.length; from += 500) {
    await write(items.slice(from, from + 500));
    await platform.settled();
  }
}
