import fc from "fast-check";
import { openTestPlatform, type TestPlatform } from "../platform";
import { commands } from "../seats-model/commands";
import { gatherCrew, Hall } from "../seats-model/hall";
import { Model } from "../seats-model/model";
import { inSoak } from "../soak";

jest.setTimeout(3_600_000);

const people = 4;
/** Each on a platform of its own: all that there is is looked at after every step. */
const rounds = inSoak(20, 1);
const histories = inSoak(10, 4);

describe("seats, money and the queue for them", () => {
  let platform: TestPlatform;
  afterEach(() => platform.close());

  const kinds = [
    { kind: "a free event", price: 0 },
    { kind: "an event that costs something", price: 499 },
  ];
  const cases = Array.from({ length: rounds }, (_, n) => kinds.map((one) => ({ ...one, round: n + 1 }))).flat();

  it.each(cases)(
    "are what a simple model says, of $kind, whatever people do in whatever order ($round)",
    async ({ price }) => {
      // The domain is loaded anew, to work on this one.
      jest.resetModules();
      platform = await openTestPlatform();
      const crew = await gatherCrew(platform, people);
      const history = fc.commands(commands(people), { maxCommands: 24, size: "max" });
      const property = fc.asyncProperty(fc.integer({ min: 1, max: 2 }), history, async (capacity, steps) => {
        const open = async () => ({
          model: new Model(people, capacity, price * 100),
          real: await Hall.open(platform, crew, { capacity, price }),
        });
        await fc.asyncModelRun(open, steps);
      });
      await fc.assert(property, { numRuns: histories, endOnFailure: inSoak(false, true) });
    },
  );
});
