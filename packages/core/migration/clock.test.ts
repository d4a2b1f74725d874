import fc from "fast-check";
import { paced } from "./clock";

/** A clock that only waiting moves. */
function patientClock() {
  let at = 0;
  const wait = async (milliseconds: number) => {
    at += milliseconds;
  };
  return { now: () => new Date(at), wait, elapsed: () => at };
}

test("whatever is spent, it takes as long as the rate asks", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 50 })), fc.integer({ min: 1, max: 500 }), async (all, rate) => {
      const clock = patientClock();
      const spend = paced(rate, clock);
      for (const units of all) await spend(units);
      const units = all.reduce((sum, one) => sum + one, 0);
      expect(clock.elapsed()).toBeGreaterThanOrEqual((units / rate) * 1000 - all.length);
    }),
  );
});

test("time in which nothing was spent is not made up for", async () => {
  const clock = patientClock();
  const spend = paced(10, clock);
  await clock.wait(60_000);
  for (let n = 0; n < 20; n++) await spend(1);
  expect(clock.elapsed()).toBeGreaterThanOrEqual(61_990);
});
