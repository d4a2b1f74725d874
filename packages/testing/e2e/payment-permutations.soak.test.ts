import type Stripe from "stripe";
import { call } from "../api";
import { violations } from "../invariants";
import { pay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { stripeOf } from "../records";
import { closeDispute, dispute, refundAtStripe } from "../refunds";
import { type Ordered, openShop, type Shoppers } from "../shoppers";
import { inSoak } from "../soak";
import { postEvent } from "../webhook";

jest.setTimeout(240_000);

function permutations<Item>(items: Item[]): Item[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, index) =>
    permutations(items.filter((_, at) => at !== index)).map((rest) => [first, ...rest]),
  );
}

/** What happened to each payment, in its order at Stripe; a soak has the decline before it as well. */
const kinds = [
  ...inSoak(["payment_intent.payment_failed"], []),
  "payment_intent.succeeded",
  "charge.refunded",
  "charge.dispute.created",
  "charge.dispute.closed",
];

describe("the webhooks of one order", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin, { courses: 12 });
    await webhooks(platform, "drop");
  });
  afterAll(() => platform.close());

  /** Declined, paid, a part refunded, the rest disputed and won: nobody has told us anything of it. */
  const lived = async (): Promise<Ordered> => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment, "pm_card_chargeDeclined");
    await pay(platform, ordered.payment);
    await refundAtStripe(platform, ordered.payment, 49_900);
    await closeDispute(platform, await dispute(platform, ordered.payment, 100_000), "won");
    return ordered;
  };

  /** Every recorded event by the payment that it is about. */
  const eventsByPayment = async (): Promise<Map<string, Stripe.Event[]>> => {
    const events = await stripeOf(platform).events.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const found = new Map<string, Stripe.Event[]>();
    for (const event of events.filter(({ type }) => kinds.includes(type))) {
      const object = event.data.object as { id: string; payment_intent?: string };
      const payment = object.payment_intent ?? object.id;
      found.set(payment, [...(found.get(payment) ?? []), event]);
    }
    return found;
  };

  const orderOf = async ({ order: { id } }: Ordered) =>
    (await call(platform, `GET /api/orders/${id}`, { token: admin.token })).body.order;

  it("end in the same state in every order in which they can come", async () => {
    const orders: Ordered[] = [];
    const orderings = permutations(kinds);
    while (orders.length < orderings.length) orders.push(await lived());
    const events = await eventsByPayment();
    const deliver = async (order: Ordered, ordering: string[]) => {
      const mine = events.get(order.payment.payment_id) ?? [];
      for (const kind of ordering) {
        const event = mine.find(({ type }) => type === kind);
        if (!event) throw new Error(`there is no ${kind}`);
        expect((await postEvent(platform, event)).status).toBe(200);
      }
    };
    const ends = [];
    for (const [index, order] of orders.entries()) {
      await deliver(order, orderings[index] ?? []);
      const { state, refunded_amount, disputed_amount, payment_status } = await orderOf(order);
      ends.push({ state, refunded_amount, disputed_amount, payment_status });
    }
    const same = { state: "partially_refunded", refunded_amount: 499, disputed_amount: 0, payment_status: "completed" };
    expect(ends).toEqual(orderings.map(() => same));
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });
});
