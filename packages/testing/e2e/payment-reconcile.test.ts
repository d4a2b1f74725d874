import { call } from "../api";
import { violations } from "../invariants";
import { pay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { stripeOf } from "../records";
import { closeDispute, dispute, refundAtStripe } from "../refunds";
import { type Ordered, openShop, type Shoppers } from "../shoppers";
import { minute, pass, reconcile, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

describe("orders that a provider knows more about", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin);
  });
  beforeEach(async () => {
    await webhooks(platform, "normal");
    admin = await signedInAgain(platform, admin);
  });
  afterAll(() => platform.close());

  const compared = async () => {
    pass(platform, 11 * minute);
    const { payload = "[]" } = await reconcile(platform);
    admin = await signedInAgain(platform, admin);
    const [stripe] = JSON.parse(payload);
    return stripe;
  };

  const orderOf = async ({ order: { id } }: Ordered) =>
    (await call(platform, `GET /api/orders/${id}`, { token: admin.token })).body.order;

  it("are left alone where both say the same", async () => {
    await shop.paid();
    await shop.ordered();
    expect(await compared()).toMatchObject({ compared: 2, repaired: [], drifted: [], strays: [] });
  });

  it("are refunded, too, when nobody told that the money went back", async () => {
    const order = await shop.paid();
    await webhooks(platform, "drop");
    await refundAtStripe(platform, order.payment);
    expect((await compared()).repaired).toEqual([order.order.id]);
    expect(await orderOf(order)).toMatchObject({ state: "refunded", refunded_amount: 1499 });
    expect(await violations(platform)).toEqual([]);
    expect((await compared()).repaired).toEqual([]);
  });

  it("know of a dispute that nobody told of, and of its end", async () => {
    const order = await shop.paid();
    await webhooks(platform, "drop");
    const opened = await dispute(platform, order.payment);
    expect((await compared()).repaired).toEqual([order.order.id]);
    expect(await orderOf(order)).toMatchObject({ disputed_amount: 1499 });
    await closeDispute(platform, opened, "lost");
    expect((await compared()).repaired).toEqual([order.order.id]);
    expect(await orderOf(order)).toMatchObject({ state: "refunded", disputed_amount: 0 });
    expect(await violations(platform)).toEqual([]);
    expect((await compared()).repaired).toEqual([]);
  });

  it("are looked at by a person when the sum is another", async () => {
    const { order, payment } = await shop.ordered();
    await stripeOf(platform).paymentIntents.update(payment.payment_id, { amount: 100 });
    await pay(platform, payment);
    await delivered(platform);
    await sweep(platform);
    expect((await compared()).drifted).toEqual([order.id]);
    const { body } = await call(platform, "GET /api/orders/drift", { token: admin.token });
    expect(body).toMatchObject({ total: 1, orders: [{ id: order.id, drift: expect.stringContaining("paid 100") }] });
  });

  it("tells of money that belongs to none of them", async () => {
    const stray = await stripeOf(platform).paymentIntents.create({
      ...{ amount: 5000, currency: "inr", confirm: true, payment_method: "pm_card_visa" },
      ...{ return_url: "http://localhost/", automatic_payment_methods: { enabled: true } },
    });
    expect((await compared()).strays).toEqual([stray.id]);
  });
});
