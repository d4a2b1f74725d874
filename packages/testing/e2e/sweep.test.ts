import { call } from "../api";
import { violations } from "../invariants";
import { order, pay, webhooks } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords, stripeOf } from "../records";
import { enrolledIn, type Ordered, openShop, type Shoppers } from "../shoppers";
import { openStripeLine, type StripeLine } from "../stripe-line";
import { minute, pass, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

describe("the sweeper", () => {
  let platform: TestPlatform;
  let line: StripeLine;
  let shop: Shoppers;
  beforeAll(async () => {
    line = await openStripeLine();
    platform = await openTestPlatform({ variables: line.variables });
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }), { courses: 1 });
  });
  beforeEach(async () => {
    line.fail("outage", "/nothing");
    await webhooks(platform, "drop");
  });
  afterEach(async () => {
    await delivered(platform);
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(async () => {
    await platform.close();
    await line.close();
  });

  const rowOf = async ({ order: { id } }: Ordered) => (await readRecords(platform)).order.find((row) => row.id === id);

  const stateOf = async (ordered: Ordered) => (await rowOf(ordered))?.state;

  const isDue = async ({ order: { id } }: Ordered) =>
    (await readRecords(platform)).due.some(({ subject }) => subject === id);

  const hasCourse = async ({ buyer, course }: Ordered) => {
    const { token } = await signedInAgain(platform, buyer);
    return (await enrolledIn(platform, { ...buyer, token })).includes(course.id);
  };

  it("settles a payment whose webhook was lost, two minutes after the order", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment);
    pass(platform, minute);
    await sweep(platform);
    expect(await stateOf(ordered)).toBe("pending");
    pass(platform, 1.1 * minute);
    await sweep(platform);
    expect(await stateOf(ordered)).toBe("completed");
    expect(await hasCourse(ordered)).toBe(true);
    expect(await isDue(ordered)).toBe(false);
  });

  it("isn't needed where the buyer asks: verify-payment settles without any webhook", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment);
    const body = { order_id: ordered.order.id };
    const verified = await call(platform, "POST /api/orders/verify-payment", { token: ordered.buyer.token, body });
    expect(verified).toMatchObject({ status: 200, body: { order: { state: "completed", payment_method: "card" } } });
  });

  it("looks at an unpaid order ever more rarely, but doesn't miss its end", async () => {
    const ordered = await shop.ordered();
    const looks: number[] = [];
    for (let passed = 1; passed <= 31; passed++) {
      pass(platform, minute);
      const before = line.asked.length;
      await sweep(platform);
      if (line.asked.slice(before).some((request) => request.includes(ordered.payment.payment_id))) looks.push(passed);
    }
    expect(looks.length).toBeLessThanOrEqual(7);
    expect(looks.at(-1)).toBeGreaterThanOrEqual(30);
    expect(await stateOf(ordered)).toBe("cancelled");
    expect(await isDue(ordered)).toBe(false);
  });

  it("gives up what is unpaid after half an hour, and nobody can pay it any more", async () => {
    const ordered = await shop.ordered();
    pass(platform, 29 * minute);
    await sweep(platform);
    expect(await stateOf(ordered)).toBe("pending");
    pass(platform, 2 * minute);
    await sweep(platform);
    expect(await stateOf(ordered)).toBe("cancelled");
    const intent = await stripeOf(platform).paymentIntents.retrieve(ordered.payment.payment_id);
    expect(intent.status).toBe("canceled");
    expect((await pay(platform, ordered.payment)).status).toBe(400);
    expect(await hasCourse(ordered)).toBe(false);
  });

  it("calls it failed when the card had been declined", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment, "pm_card_chargeDeclined");
    pass(platform, 3 * minute);
    await sweep(platform);
    pass(platform, 28 * minute);
    await sweep(platform);
    expect(await rowOf(ordered)).toMatchObject({ state: "failed", declined: "Your card was declined." });
  });

  it("closes a payment that waits for the bank's question", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment, "pm_card_threeDSecure2Required");
    pass(platform, 31 * minute);
    await sweep(platform);
    expect(await stateOf(ordered)).toBe("cancelled");
    const body = new URLSearchParams({ client_secret: ordered.payment.client_secret, outcome: "complete" });
    const page = `${platform.cloud.urls.stripe}/pay/${ordered.payment.payment_id}/challenge`;
    await fetch(page, { method: "POST", body, redirect: "manual" });
    expect(await hasCourse(ordered)).toBe(false);
  });

  it("settles a payment that slips in just before it closes it", async () => {
    const ordered = await shop.ordered();
    pass(platform, 31 * minute);
    await pay(platform, ordered.payment);
    await sweep(platform);
    expect(await stateOf(ordered)).toBe("completed");
    expect(await hasCourse(ordered)).toBe(true);
  });

  it("leaves the course to be ordered anew", async () => {
    const ordered = await shop.ordered();
    pass(platform, 31 * minute);
    await sweep(platform);
    const buyer = await signedInAgain(platform, ordered.buyer);
    const { body } = await order(platform, buyer, ordered.course);
    expect(body.order).toMatchObject({ state: "pending" });
    expect(body.order.id).not.toBe(ordered.order.id);
    await pay(platform, body.payment);
    await call(platform, "POST /api/orders/verify-payment", { token: buyer.token, body: { order_id: body.order.id } });
    expect(await hasCourse(ordered)).toBe(true);
  });

  it("comes again in a minute where Stripe doesn't answer, and lets the others have their turn", async () => {
    const [stuck, paid] = [await shop.ordered(), await shop.ordered()];
    await pay(platform, paid.payment);
    pass(platform, 3 * minute);
    line.fail("outage", stuck.payment.payment_id);
    const { payload } = await sweep(platform);
    expect(JSON.parse(payload ?? "null")).toMatchObject({ failed: 1 });
    expect(await stateOf(paid)).toBe("completed");
    expect(await isDue(stuck)).toBe(true);
    line.fail("outage", "/nothing");
    pass(platform, 29 * minute);
    await sweep(platform);
    expect(await stateOf(stuck)).toBe("cancelled");
  });

  it("finds the payment that a crashed request had made and not written down", async () => {
    const shopper = await shop.next();
    const stop = platform.cloud.faults.inject(({ functionName, action }) =>
      functionName?.includes("-ordersFunction") && action === "UpdateItem" ? { before: "crash" } : undefined,
    );
    await order(platform, shopper.buyer, shopper.course);
    stop();
    await platform.settled();
    pass(platform, 31 * minute);
    await sweep(platform);
    const { order: orders, payments } = await readRecords(platform);
    const own = orders.filter(({ user_id }) => user_id === shopper.buyer.id);
    expect(own).toMatchObject([{ state: "cancelled" }]);
    expect(payments.filter(({ order_id }) => order_id === own[0]?.id)).toMatchObject([{ status: "canceled" }]);
  });

  it("gets through more than one sweep's worth of work", async () => {
    const { schedule } = await import("#core/due");
    const { commit } = await import("#core/transaction");
    const past = new Date(Date.now() + platform.ahead - minute);
    for (let n = 0; n < 120; n++) await commit([schedule("check-order", `ord_gone${n}`, past)]);
    await sweep(platform);
    await sweep(platform);
    const { due } = await readRecords(platform);
    expect(due.filter(({ subject }) => subject.startsWith("ord_gone"))).toEqual([]);
  });
});
