import { call } from "../api";
import { violations } from "../invariants";
import { order, pay } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords, stripeOf } from "../records";
import { enrolledIn, type Ordered, openShop, type Shoppers } from "../shoppers";
import { delivered } from "../webhook";

const reason = "Bank transfer of 3 May, statement 17";

describe("an admin's hand on an order", () => {
  let platform: TestPlatform;
  let admin: Person;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    admin = await newPerson(platform, { role: "admin" });
    shop = await openShop(platform, admin);
  });
  afterEach(async () => {
    await delivered(platform);
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(() => platform.close());

  const set = ({ order: { id } }: Pick<Ordered, "order">, status: string, token = admin.token) =>
    call(platform, `PUT /api/orders/${id}/status`, { token, body: { status, reason } });

  const payable = async ({ payment }: Ordered) =>
    (await stripeOf(platform).paymentIntents.retrieve(payment.payment_id)).status !== "canceled";

  it("settles what was paid elsewhere, keeps the reason, and closes the card payment first", async () => {
    const ordered = await shop.ordered();
    const settled = await set(ordered, "completed");
    expect(settled).toMatchObject({
      status: 200,
      body: { order: { state: "completed", provider: "manual", gateway_transaction_id: admin.id, notes: reason } },
    });
    expect(await payable(ordered)).toBe(false);
    expect((await pay(platform, ordered.payment)).status).toBe(400);
    expect(await enrolledIn(platform, ordered.buyer)).toContain(ordered.course.id);
  });

  it("gives up an unpaid order, which can't be paid any more", async () => {
    const ordered = await shop.ordered();
    expect(await set(ordered, "cancelled")).toMatchObject({ status: 200, body: { order: { state: "cancelled" } } });
    expect((await pay(platform, ordered.payment)).status).toBe(400);
    expect(await enrolledIn(platform, ordered.buyer)).not.toContain(ordered.course.id);
  });

  it.each(["completed", "cancelled"])("finds that the card was charged meanwhile, when it says %s", async (to) => {
    const ordered = await shop.ordered();
    const stop = platform.cloud.faults.inject(({ functionName }) =>
      functionName?.includes("-webhooksFunction") ? { before: "throttle" } : undefined,
    );
    await pay(platform, ordered.payment);
    const reply = await set(ordered, to);
    stop();
    expect(reply).toMatchObject({ status: 200, body: { order: { state: "completed", provider: "stripe" } } });
    expect(await enrolledIn(platform, ordered.buyer)).toContain(ordered.course.id);
  });

  it("says the same again to who says it again", async () => {
    const ordered = await shop.ordered();
    const replies = await Promise.all([set(ordered, "completed"), set(ordered, "completed")]);
    const again = await set(ordered, "completed");
    expect([...replies, again].map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it("doesn't take back what is paid", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment);
    await delivered(platform);
    expect(await set(ordered, "cancelled")).toMatchObject({ status: 409, body: { code: "wrong_state" } });
  });

  it("settles an order that was given up: the transfer came late, or the first try crashed halfway", async () => {
    const ordered = await shop.ordered();
    await set(ordered, "cancelled");
    expect(await set(ordered, "completed")).toMatchObject({ status: 200, body: { order: { state: "completed" } } });
    expect(await enrolledIn(platform, ordered.buyer)).toContain(ordered.course.id);
  });

  it("settles nothing for who has the course by another order", async () => {
    const first = await shop.ordered();
    await set(first, "cancelled");
    const { body: second } = await order(platform, first.buyer, first.course);
    await pay(platform, second.payment);
    await delivered(platform);
    expect(await set(first, "completed")).toMatchObject({ status: 409, body: { code: "already_enrolled" } });
    const { order: orders } = await readRecords(platform);
    expect(orders.find(({ id }) => id === first.order.id)?.state).toBe("cancelled");
  });

  it("needs a reason, an order, a state that it may set, and an admin", async () => {
    const ordered = await shop.ordered();
    const path = `PUT /api/orders/${ordered.order.id}/status`;
    const bare = await call(platform, path, { token: admin.token, body: { status: "completed" } });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ path: "body.reason" }] } });
    expect((await set(ordered, "refunded")).status).toBe(400);
    expect((await set({ order: { ...ordered.order, id: "ord_nowhere" } }, "cancelled")).status).toBe(404);
    expect((await set(ordered, "completed", ordered.buyer.token)).status).toBe(403);
  });
});
