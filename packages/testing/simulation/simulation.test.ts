import { inSoak } from "../soak";
import { saidApart } from "./apart";
import { live, plotOf } from "./history";

/** Histories that happen, from the first seed on. */
const count = inSoak(10_000, 200);

/** So many belong to one test, so that none takes too long. */
const portion = 50;

describe("whatever happens to buyers, webhooks, stream and sweeper", () => {
  const portions = Array.from({ length: count / portion }, (_, place) => 1 + place * portion);

  it.each(portions)("every promise holds at every step, in the histories from seed %i on", async (from) => {
    expect(await saidApart(["--from", String(from), "--count", String(portion)])).toContain("nothing breaks");
  });

  it("the same seed makes the same history", async () => {
    for (const seed of [7, 11]) {
      const once = await live(plotOf(seed));
      await live(plotOf(seed + 1));
      expect(await live(plotOf(seed))).toEqual(once);
    }
  });
});
