import { inSoak } from "../soak";
import { live, plotOf } from "./history";
import { report } from "./report";

/** Histories that happen, from the first seed on. */
const count = inSoak(10_000, 150);

/** So many belong to one test, so that none takes too long. */
const portion = 50;

const seeds = (from: number): number[] => Array.from({ length: portion }, (_, place) => from + place);

describe("whatever happens to buyers, webhooks, stream and sweeper", () => {
  const portions = Array.from({ length: count / portion }, (_, place) => 1 + place * portion);

  it.each(portions)("every promise holds at every step, in the histories from seed %i on", async (from) => {
    for (const seed of seeds(from)) {
      const plot = plotOf(seed);
      const outcome = await live(plot);
      if (outcome.violations.length > 0) throw new Error(await report(plot, outcome));
    }
  });

  it("the same seed makes the same history", async () => {
    for (const seed of [7, 11]) {
      const once = await live(plotOf(seed));
      await live(plotOf(seed + 1));
      expect(await live(plotOf(seed))).toEqual(once);
    }
  });
});
