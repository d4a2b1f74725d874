import { correct, type Difference, everySource, takeCensus } from "./census";
import { fileOrder } from "./paperwork";
import { projections } from "./projections";

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

/**
 * Derives everything anew from the sources, by the functions that the stream's consumers use, makes the papers that
 * orders lack, and sets right the counters that don't say what they count.
 */
export async function rebuild(pause: () => Promise<unknown>, now: Date): Promise<Rebuild> {
  let projected = 0;
  for await (const { entity, id } of everySource(Object.keys(projections))) {
    await projections[entity]?.(id, { thorough: true });
    if (entity === "order") await fileOrder(id, now);
    projected++;
  }
  const found = await differences(pause);
  for (const difference of found) await correct(difference);
  return { projected, differences: found };
}
