import { atEveryCall, atEveryCallAtOnce, delays, type Job, mishaps } from "../crash";
import { violations } from "../invariants";
import { pay, webhooks } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { enrolledIn, type Ordered, openShop } from "../shoppers";
import { delivered, eventOf, resend } from "../webhook";

// One fault after another, each on a cold start: a busy machine takes its time.
jest.setTimeout(300_000);

describe("a webhook that settles a payment", () => {
  let platform: TestPlatform;
  let job: Job<Ordered>;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
    const shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
    await webhooks(platform, "drop");
    job = {
      worker: "webhooks",
      prepare: async () => {
        const ordered = await shop.ordered();
        await pay(platform, ordered.payment);
        return ordered;
      },
      act: async ({ payment }) => {
        await resend(platform, await eventOf(platform, payment.payment_id, "payment_intent.succeeded"));
        await platform.settled();
        return undefined;
      },
      recover: () => delivered(platform),
      assess: async ({ buyer, course }, point) => {
        expect([point, await violations(platform)]).toEqual([point, []]);
        expect(await enrolledIn(platform, buyer)).toContain(course.id);
      },
    };
  });
  afterAll(() => platform.close());

  it.each(mishaps)("delivered again, grants once after $name any of its calls", async (mishap) => {
    const points = await atEveryCall(platform, job, mishap);
    expect(points).toEqual(["GetSecretValue", "GetSecretValue", "GetItem", "TransactWriteItems", "GetItem"]);
  });

  it.each(delays)("delivered again, grants once after $name any of its calls", async (delay) => {
    expect(await atEveryCallAtOnce(platform, job, delay, 5)).toHaveLength(5);
  });
});
