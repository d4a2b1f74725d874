import { atEveryCall, atEveryCallAtOnce, delays, type Job, usual } from "../crash";
import { violations } from "../invariants";
import { order } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { openShop, type Shopper } from "../shoppers";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

describe("create-payment", () => {
  let platform: TestPlatform;
  let job: Job<Shopper>;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
    const shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
    job = {
      worker: "orders",
      prepare: () => shop.next(),
      act: ({ buyer, course }) => order(platform, buyer, course),
      recover: async ({ buyer, course }) => {
        const again = await order(platform, buyer, course);
        expect(again).toMatchObject({ status: 201, body: { order: { state: "pending" } } });
        await platform.settled();
      },
      assess: async ({ buyer, course }, point) => {
        expect([point, await violations(platform)]).toEqual([point, []]);
        const { order: orders, payments } = await readRecords(platform);
        const own = orders.filter(({ user_id, course_id }) => user_id === buyer.id && course_id === course.id);
        expect([point, own]).toMatchObject([point, [{ state: "pending" }]]);
        expect(payments.filter(({ order_id }) => order_id === own[0]?.id)).toHaveLength(1);
      },
    };
  });
  afterAll(() => platform.close());

  it.each(usual)("asked again, answers the one order after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, job, mishap);
    const reads = ["GetItem", "GetItem", "GetItem", "GetItem"];
    expect(points).toEqual([...reads, "TransactWriteItems", "GetSecretValue", "UpdateItem"]);
  });

  it.each(delays)("asked again, answers the one order after $name any of its calls", async (delay) => {
    expect(await atEveryCallAtOnce(platform, job, delay, 7)).toHaveLength(7);
  });
});
