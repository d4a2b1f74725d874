import { call } from "../api";
import { violations } from "../invariants";
import { pay } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords, stripeOf } from "../records";
import { enrolledIn, openShop, type Shoppers } from "../shoppers";
import { minute, pass, sweep } from "../time";
import { delivered } from "../webhook";

describe("a payment that isn't what was asked for", () => {
  let platform: TestPlatform;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }), { courses: 3 });
  });
  afterEach(async () => expect(await violations(platform)).toEqual([]));
  afterAll(() => platform.close());

  /** An order whose payment was changed at the provider, and paid then. */
  const paidWrongly = async (change: { amount?: number; currency?: string }) => {
    const ordered = await shop.ordered();
    await stripeOf(platform).paymentIntents.update(ordered.payment.payment_id, change);
    await pay(platform, ordered.payment);
    await delivered(platform);
    return ordered;
  };

  const rowOf = async (id: string) => (await readRecords(platform)).order.find((order) => order.id === id);

  it.each([
    ["too little", { amount: 149_899 }, "paid 149899 INR, due 149900 INR (minor units)"],
    ["too much", { amount: 149_901 }, "paid 149901 INR, due 149900 INR (minor units)"],
    ["another currency", { currency: "jpy" }, "paid 149900 JPY, due 149900 INR (minor units)"],
  ])("grants nothing and is noted: %s", async (_, change, drift) => {
    const { buyer, course, order } = await paidWrongly(change);
    expect(await rowOf(order.id)).toMatchObject({ state: "pending", drift });
    expect(await enrolledIn(platform, buyer)).not.toContain(course.id);
    const verified = await call(platform, "POST /api/orders/verify-payment", {
      token: buyer.token,
      body: { order_id: order.id },
    });
    expect(verified.status).toBe(402);
  });

  it("is looked at ever more rarely after its time, and keeps nothing else from being swept", async () => {
    const { order } = await paidWrongly({ amount: 99_900 });
    pass(platform, 31 * minute);
    await sweep(platform);
    const now = new Date(Date.now() + platform.ahead).toISOString();
    const { due } = await readRecords(platform);
    const [next] = due.filter(({ subject }) => subject === order.id);
    expect(next && next.at > now).toBe(true);
  });
});
