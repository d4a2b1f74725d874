import { call } from "../api";
import { atEveryCall, atEveryCallAtOnce, delays, type Job, usual } from "../crash";
import { violations } from "../invariants";
import { pay, webhooks } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { enrolledIn, type Ordered, openShop } from "../shoppers";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

describe("verify-payment, where no webhook comes", () => {
  let platform: TestPlatform;
  let job: Job<Ordered>;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
    const shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
    await webhooks(platform, "drop");
    const verify = ({ buyer, order }: Ordered) =>
      call(platform, "POST /api/orders/verify-payment", { token: buyer.token, body: { order_id: order.id } });
    job = {
      worker: "orders",
      prepare: async () => {
        const ordered = await shop.ordered();
        await pay(platform, ordered.payment);
        return ordered;
      },
      act: verify,
      recover: async (ordered) => {
        expect(await verify(ordered)).toMatchObject({ status: 200, body: { order: { state: "completed" } } });
        await platform.settled();
      },
      assess: async ({ buyer, course }, point) => {
        expect([point, await violations(platform)]).toEqual([point, []]);
        expect(await enrolledIn(platform, buyer)).toContain(course.id);
      },
    };
  });
  afterAll(() => platform.close());

  it.each(usual)("asked again, grants once after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, job, mishap);
    expect(points).toEqual(["GetItem", "GetItem", "GetSecretValue", "GetItem", "TransactWriteItems", "GetItem"]);
  });

  it.each(delays)("asked again, grants once after $name any of its calls", async (delay) => {
    expect(await atEveryCallAtOnce(platform, job, delay, 6)).toHaveLength(6);
  });
});
