import { call } from "../api";
import { atEveryCall, atEveryCallAtOnce, delays, doubts, type Job, usual } from "../crash";
import { violations } from "../invariants";
import { order } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { enrolledIn, openShop, type Shopper, type Shoppers } from "../shoppers";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

describe("a course that costs nothing, asked for again", () => {
  let platform: TestPlatform;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }), { price: 0 });
  });
  afterAll(() => platform.close());

  const jobOf = (worker: string, ask: (shopper: Shopper) => Promise<{ status: number }>): Job<Shopper> => ({
    worker,
    prepare: () => shop.next(),
    act: ask,
    recover: async (shopper) => {
      expect([201, 409]).toContain((await ask(shopper)).status);
      await platform.settled();
    },
    assess: async ({ buyer, course }, point) => {
      expect([point, await violations(platform)]).toEqual([point, []]);
      expect(await enrolledIn(platform, buyer)).toContain(course.id);
    },
  });

  const enrolling = jobOf("courses", ({ buyer, course }) =>
    call(platform, `POST /api/courses/${course.id}/enroll`, { token: buyer.token }),
  );
  const ordering = jobOf("orders", ({ buyer, course }) => order(platform, buyer, course));

  it.each(usual)("by enrolling, is had once after $name any of the calls", async (mishap) => {
    const points = await atEveryCall(platform, enrolling, mishap);
    expect(points).toEqual(["GetItem", "GetItem", "GetItem", "TransactWriteItems"]);
  });

  it.each(delays)("by enrolling, is had once after $name any of the calls", async (delay) => {
    expect(await atEveryCallAtOnce(platform, enrolling, delay, 3)).toHaveLength(3);
  });

  it.each(doubts)("by ordering, is had once after $name any of the calls", async (doubt) => {
    const points = await atEveryCall(platform, ordering, doubt);
    expect(points.slice(4)).toEqual(["TransactWriteItems", "GetItem", "TransactWriteItems", "GetItem"]);
  });
});
