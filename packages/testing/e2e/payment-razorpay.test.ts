import { call } from "../api";
import { violations } from "../invariants";
import { payByRazorpay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { refund } from "../refunds";
import { enrolledIn, openShop, type Shopper, type Shoppers } from "../shoppers";
import { minute, pass, reconcile, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

interface Ordered extends Shopper {
  order: { id: string };
  payment: { payment_id: string; publishable_key: string; checkout_url: string };
}

describe("a course bought by Razorpay", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin);
  });
  beforeEach(() => webhooks(platform, "normal", { provider: "razorpay" }));
  afterEach(async () => {
    await delivered(platform);
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(() => platform.close());

  const ordered = async (): Promise<Ordered> => {
    const shopper = await shop.next();
    const body = { course_id: shopper.course.id, provider: "razorpay" };
    const reply = await call(platform, "POST /api/orders/create-payment", { token: shopper.buyer.token, body });
    expect(reply.status).toBe(201);
    return { ...shopper, order: reply.body.order, payment: reply.body.payment };
  };

  const verify = ({ buyer, order }: Ordered, receipt: object = {}) =>
    call(platform, "POST /api/orders/verify-payment", { token: buyer.token, body: { order_id: order.id, ...receipt } });

  const stateOf = async ({ order }: Ordered): Promise<string> =>
    (await call(platform, `GET /api/orders/${order.id}`, { token: admin.token })).body.order.state;

  const has = async ({ buyer, course }: Ordered) => (await enrolledIn(platform, buyer)).includes(course.id);

  it("answers what its checkout needs", async () => {
    const { payment } = await ordered();
    expect(payment).toEqual({
      ...{ provider: "razorpay", payment_id: expect.stringMatching(/^order_/), client_secret: null },
      ...{ publishable_key: "rzp_test_local", checkout_url: expect.stringContaining(payment.payment_id) },
    });
  });

  it("is had when the webhook comes", async () => {
    const bought = await ordered();
    await payByRazorpay(platform, bought.payment);
    await delivered(platform);
    expect([await stateOf(bought), await has(bought)]).toEqual(["completed", true]);
  });

  it("is had by what the checkout handed over, when no webhook comes", async () => {
    await webhooks(platform, "drop", { provider: "razorpay" });
    const bought = await ordered();
    const receipt = await payByRazorpay(platform, bought.payment);
    const { status, body } = await verify(bought, receipt);
    expect([status, body.order.state, body.order.gateway_transaction_id]).toEqual([
      200,
      "completed",
      receipt.payment_id,
    ]);
    expect(await has(bought)).toBe(true);
  });

  it("isn't had by a signature that Razorpay didn't make, nor by saying that it was paid", async () => {
    const [bought, other] = [await ordered(), await ordered()];
    const receipt = await payByRazorpay(platform, other.payment);
    expect((await verify(bought, receipt)).body.code).toBe("invalid_signature");
    expect((await verify(bought)).body.code).toBe("payment_required");
    expect(await has(bought)).toBe(false);
  });

  it("is had once when every event comes twice and the buyer asks as well", async () => {
    await webhooks(platform, "duplicate", { provider: "razorpay" });
    const bought = await ordered();
    const receipt = await payByRazorpay(platform, bought.payment);
    await Promise.all([verify(bought, receipt), verify(bought), verify(bought, receipt)]);
    await delivered(platform);
    expect([await stateOf(bought), await has(bought)]).toEqual(["completed", true]);
  });

  it("isn't had while the card is declined, and is had by the next try", async () => {
    const bought = await ordered();
    await payByRazorpay(platform, bought.payment, "failed");
    await delivered(platform);
    expect((await verify(bought)).status).toBe(402);
    await payByRazorpay(platform, bought.payment);
    await delivered(platform);
    expect(await stateOf(bought)).toBe("completed");
  });

  it("goes back by an admin's hand, with what was bought", async () => {
    const bought = await ordered();
    await payByRazorpay(platform, bought.payment);
    await delivered(platform);
    const { body } = await refund(platform, admin, bought.order);
    expect(body.order).toMatchObject({ state: "refunded", refunded_amount: 1499 });
    expect(await has(bought)).toBe(false);
  });

  it("is had by the sweep when nobody told", async () => {
    await webhooks(platform, "drop", { provider: "razorpay" });
    const bought = await ordered();
    await payByRazorpay(platform, bought.payment);
    pass(platform, 3 * minute);
    await sweep(platform);
    expect(await stateOf(bought)).toBe("completed");
  });

  it("is had by who pays after the time is over: Razorpay can't close an order", async () => {
    const bought = await ordered();
    pass(platform, 31 * minute);
    await sweep(platform);
    admin = await signedInAgain(platform, admin);
    expect(await stateOf(bought)).toBe("cancelled");
    await payByRazorpay(platform, bought.payment);
    await delivered(platform);
    expect(await stateOf(bought)).toBe("completed");
  });

  it("is found by the reconciler when the webhook of a late payment was lost", async () => {
    const bought = await ordered();
    pass(platform, 31 * minute);
    await sweep(platform);
    await webhooks(platform, "drop", { provider: "razorpay" });
    await payByRazorpay(platform, bought.payment);
    pass(platform, 15 * minute);
    await reconcile(platform);
    admin = await signedInAgain(platform, admin);
    expect(await stateOf(bought)).toBe("completed");
  });
});
