import { correct, type Difference, everySource, takeCensus } from "./census";
import { fileOrder } from "./paperwork";
import { projections } from "./projections";
import { countRows, type Key, portion } from "./statistics/counting";
import { isCounted } from "./statistics/facts";
import { rank } from "./statistics/ranking";

export interface Rebuild {
  /** Sources that were projected anew. */
  projected: number;
  /** Counters that were wrong twice in a row, by the same amount. */
  differences: Difference[];
}

const same = (one: Difference, other: Difference): boolean =>
  one.what === other.what && one.says === other.says && one.is === other.is;

/**
 * Counters that are wrong. What differs while people are at work may only be under way: it counts as wrong when a
 * second count, later, finds the very same.
 * @param pause waits for what is under way
 */
export async function differences(pause: () => Promise<unknown>): Promise<Difference[]> {
  const first = await takeCensus();
  if (first.length === 0) return [];
  await pause();
  const second = await takeCensus();
  return first.filter((one) => second.some((other) => same(one, other)));
}

async function projectAll(now: Date): Promise<number> {
  let projected = 0;
  for await (const { entity, id, row } of everySource((name) => name in projections)) {
    await projections[entity]?.(id, { after: row, thorough: true });
    if (entity === "order") await fileOrder(id, now);
    projected++;
  }
  return projected;
}

async function countAll(): Promise<void> {
  let keys: Key[] = [];
  for await (const { row } of everySource(isCounted)) {
    keys.push({ pk: String(row.pk), sk: String(row.sk) });
    if (keys.length < portion) continue;
    await countRows(keys);
    keys = [];
  }
  await countRows(keys);
}

async function rankAll(): Promise<void> {
  for await (const { row } of everySource((entity) => entity === "standing")) await rank(row);
}

/**
 * Derives everything anew from the sources, by the functions that the stream's consumers use, makes the papers that
 * orders lack, and sets right the counters that don't say what they count. Figures are counted once what they are counted of is there, and ranked last.
 */
export async function rebuild(pause: () => Promise<unknown>, now: Date): Promise<Rebuild> {
  const projected = await projectAll(now);
  await countAll();
  const found = await differences(pause);
  for (const difference of found) await correct(difference);
  await rankAll();
  return { projected, differences: found };
}
