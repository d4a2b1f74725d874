import { call } from "../api";
import { violations } from "../invariants";
import { order, pay, webhooks } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { enrolledIn, type Ordered, openShop, type Shoppers } from "../shoppers";
import { type LineFault, openStripeLine, type StripeLine } from "../stripe-line";
import { hour, minute, pass, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

describe("a course that was paid for twice", () => {
  let platform: TestPlatform;
  let line: StripeLine;
  let shop: Shoppers;
  beforeAll(async () => {
    line = await openStripeLine();
    platform = await openTestPlatform({ variables: line.variables });
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }), { courses: 1 });
  });
  beforeEach(() => line.fail("outage", "/nothing", 0));
  afterEach(async () => {
    await delivered(platform);
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(async () => {
    await platform.close();
    await line.close();
  });

  /** Two orders that can both be paid: the first one's time is over, but nobody has come to close it yet. */
  const twoOrders = async (): Promise<[Ordered, Ordered]> => {
    const first = await shop.ordered();
    pass(platform, 31 * minute);
    const buyer = await signedInAgain(platform, first.buyer);
    const { body } = await order(platform, buyer, first.course);
    expect(body.order.id).not.toBe(first.order.id);
    return [
      { ...first, buyer },
      { ...first, buyer, order: body.order, payment: body.payment },
    ];
  };

  const bothPaid = async () => {
    const orders = await twoOrders();
    for (const { payment } of orders) {
      await pay(platform, payment);
      await delivered(platform);
    }
    return orders;
  };

  const statesOf = async (orders: Ordered[]) => {
    const { order: rows } = await readRecords(platform);
    return orders.map(({ order: { id } }) => rows.find((row) => row.id === id)?.state);
  };

  const refundsOf = async ({ order: { id } }: Ordered) =>
    (await readRecords(platform)).payments.find(({ order_id }) => order_id === id);

  const askedForRefunds = () => line.asked.filter((request) => request === "POST /v1/refunds").length;

  it("is had once, and the money of the order that came second goes back by itself", async () => {
    const [first, second] = await bothPaid();
    expect((await enrolledIn(platform, first.buyer)).filter((id) => id === first.course.id)).toHaveLength(1);
    expect(await statesOf([first, second])).toEqual(["completed", "completed"]);
    await sweep(platform);
    expect(await statesOf([first, second])).toEqual(["completed", "refunded"]);
    expect(await refundsOf(second)).toMatchObject({ received: 149_900, returned: 149_900, refunds: 1 });
    const shown = await call(platform, `GET /api/orders/${second.order.id}`, { token: first.buyer.token });
    expect(shown.body.order).toMatchObject({ payment_status: "refunded", refunded_amount: 1499 });
  });

  it("is had once when both payments are told at the same moment", async () => {
    await webhooks(platform, "hold");
    const orders = await twoOrders();
    await Promise.all(orders.map(({ payment }) => pay(platform, payment)));
    await webhooks(platform, "normal");
    const verify = ({ buyer, order: { id } }: Ordered) =>
      call(platform, "POST /api/orders/verify-payment", { token: buyer.token, body: { order_id: id } });
    await Promise.all([...orders, ...orders, ...orders].map(verify));
    await fetch(`${platform.cloud.urls.stripe}/local/webhooks/release`, { method: "POST" });
    await delivered(platform);
    await sweep(platform);
    expect((await statesOf(orders)).sort()).toEqual(["completed", "refunded"]);
  });

  it("is refunded once by two sweepers at once, and by each that comes later", async () => {
    const [, second] = await bothPaid();
    await Promise.all([sweep(platform), sweep(platform)]);
    pass(platform, 2 * minute);
    await sweep(platform);
    pass(platform, 2 * minute);
    await sweep(platform);
    expect(await statesOf([second])).toEqual(["refunded"]);
    expect(await refundsOf(second)).toMatchObject({ refunds: 1 });
  });

  it.each<LineFault>(["lost request", "lost answer", "outage"])("is refunded once after one %s", async (fault) => {
    const [, second] = await bothPaid();
    const before = askedForRefunds();
    line.fail(fault, "POST /v1/refunds", 1);
    await sweep(platform);
    expect(askedForRefunds()).toBe(before + 2);
    expect(await statesOf([second])).toEqual(["refunded"]);
  });

  it("is refunded once by a later sweep when every answer of Stripe's was lost", async () => {
    const [, second] = await bothPaid();
    line.fail("lost answer", "POST /v1/refunds");
    await webhooks(platform, "drop");
    await sweep(platform);
    expect(await statesOf([second])).toEqual(["completed"]);
    await webhooks(platform, "normal");
    line.fail("outage", "/nothing");
    pass(platform, 2 * minute);
    await sweep(platform);
    expect(await statesOf([second])).toEqual(["refunded"]);
    expect(await refundsOf(second)).toMatchObject({ refunds: 1 });
  });

  it("is refunded once even when the sweeper was away for longer than Stripe remembers a key", async () => {
    const [, second] = await bothPaid();
    line.fail("lost answer", "POST /v1/refunds");
    await sweep(platform);
    line.fail("outage", "/nothing");
    pass(platform, 25 * hour);
    await sweep(platform);
    expect(await statesOf([second])).toEqual(["refunded"]);
    expect(await refundsOf(second)).toMatchObject({ refunds: 1 });
  });
});
