import fc from "fast-check";
import type { Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { commands } from "../seats-model/commands";
import { gatherCrew, Hall } from "../seats-model/hall";
import { Model } from "../seats-model/model";
import { inSoak } from "../soak";

jest.setTimeout(1_800_000);

const people = 4;
/** A soak plays as many as an hour holds. */
const histories = inSoak(200, 4);

describe("seats, money and the queue for them", () => {
  let platform: TestPlatform;
  let crew: { admin: Person; people: Person[] };
  beforeAll(async () => {
    platform = await openTestPlatform();
    crew = await gatherCrew(platform, people);
  });
  afterAll(() => platform.close());

  it.each([
    ["of a free event", 0],
    ["of an event that costs something", 499],
  ])("are what a simple model says, %s, whatever people do in whatever order", async (_, price) => {
    const history = fc.commands(commands(people), { maxCommands: 24, size: "max" });
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 2 }), history, async (capacity, steps) => {
      const open = async () => ({
        model: new Model(people, capacity, price * 100),
        real: await Hall.open(platform, crew, { capacity, price }),
      });
      await fc.asyncModelRun(open, steps);
    });
    await fc.assert(property, { numRuns: histories, endOnFailure: inSoak(false, true) });
  });
});
