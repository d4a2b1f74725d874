import { call } from "../api";
import { giveUpSeat, newEvent, orderSeat } from "../events";
import { violations } from "../invariants";
import { pay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { closeDispute, dispute, failRefund, refund, refundAtStripe } from "../refunds";
import { enrolledIn, type Ordered, openShop, type Shoppers } from "../shoppers";
import { sweep } from "../time";
import { delivered } from "../webhook";

describe("money that goes back", () => {
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

  const orderOf = async ({ order: { id } }: Ordered) =>
    (await call(platform, `GET /api/orders/${id}`, { token: admin.token })).body.order;

  const timelineOf = async ({ order: { id } }: Ordered): Promise<string[]> => {
    const { body } = await call(platform, `GET /api/orders/${id}/timeline`, { token: admin.token });
    const told: string[] = body.timeline.map(({ what }: { what: string }) => what);
    // Papers are made afterwards, in their own time.
    return told.filter((what) => what !== "invoiced" && what !== "credited");
  };

  const has = async ({ buyer, course }: Ordered) => (await enrolledIn(platform, buyer)).includes(course.id);

  describe("by an admin's hand", () => {
    it("takes back what was bought, when all of it goes", async () => {
      const ordered = await shop.paid();
      const { status, body } = await refund(platform, admin, ordered.order);
      expect(status).toBe(201);
      expect(body.order).toMatchObject({ state: "refunded", refunded_amount: 1499, refund_pending: 0 });
      expect(body.refund).toMatchObject({ status: "succeeded", amount: 1499, reason: "The buyer asked for it" });
      expect(await has(ordered)).toBe(false);
    });

    it("leaves it with the buyer while a part of the price stays", async () => {
      const ordered = await shop.paid();
      await refund(platform, admin, ordered.order, { amount: 500.5 });
      const { body } = await refund(platform, admin, ordered.order, { amount: 0.5 });
      expect(body.order).toMatchObject({
        state: "partially_refunded",
        refunded_amount: 501,
        payment_status: "completed",
      });
      expect(await has(ordered)).toBe(true);
    });

    it("takes it back with the last part, and tells why in the order's timeline", async () => {
      const ordered = await shop.paid();
      await refund(platform, admin, ordered.order, { amount: 1000 });
      await refund(platform, admin, ordered.order);
      expect(await orderOf(ordered)).toMatchObject({ state: "refunded", refunded_amount: 1499 });
      expect(await has(ordered)).toBe(false);
      expect(await timelineOf(ordered)).toEqual([
        ...["placed", "paid", "granted", "refund_requested", "refunded"],
        ...["refund_requested", "refunded", "revoked"],
      ]);
    });

    it("is never more than was paid, however many ask at once", async () => {
      const ordered = await shop.paid();
      const replies = await Promise.all(
        Array.from({ length: 8 }, () => refund(platform, admin, ordered.order, { amount: 500 })),
      );
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, ...Array(6).fill(409)]);
      expect(replies.find(({ status }) => status === 409)?.body.code).toBe("nothing_to_refund");
      expect(await orderOf(ordered)).toMatchObject({ state: "partially_refunded", refunded_amount: 1000 });
    });

    it("isn't asked for of an order that has changed since it was read", async () => {
      const { order } = await shop.paid();
      const { find } = await import("#core/settlement");
      const { requestRefund } = await import("#core/refund");
      const read = await find(order.id);
      if (!read) throw new Error("there is no order");
      await refund(platform, admin, order, { amount: 1 });
      const asked = requestRefund(read, { reason: "late", by: admin.id }, new Date());
      await expect(asked).rejects.toMatchObject({ code: "edited_meanwhile", status: 409 });
    });

    it("is one refund for one Idempotency-Key", async () => {
      const ordered = await shop.paid();
      const ask = () =>
        call(platform, `POST /api/orders/${ordered.order.id}/refund`, {
          ...{ token: admin.token, headers: { "idempotency-key": "once" }, body: { amount: 100, reason: "Once" } },
        });
      const [first, second] = [await ask(), await ask()];
      expect(second?.body).toEqual(first?.body);
      expect((await orderOf(ordered)).refunded_amount).toBe(100);
    });

    it.each([
      ["nothing", { amount: 0 }],
      ["more than was paid", { amount: 1499.01 }],
    ])("refuses to give back %s", async (_, body) => {
      const { status, body: problem } = await refund(platform, admin, (await shop.paid()).order, body);
      expect([status, problem.code]).toEqual([409, "nothing_to_refund"]);
    });

    it("refuses what isn't paid, what nobody took, and what isn't there", async () => {
      const { order } = await shop.ordered();
      expect((await refund(platform, admin, order)).status).toBe(409);
      expect((await refund(platform, admin, { id: "ord_0000" })).body.code).toBe("order_not_found");
    });

    it("leaves another way in to the course", async () => {
      const ordered = await shop.paid();
      const body = { user_id: ordered.buyer.id, reason: "A gift" };
      await call(platform, `POST /api/courses/${ordered.course.id}/enrollments`, { token: admin.token, body });
      await refund(platform, admin, ordered.order);
      expect(await has(ordered)).toBe(true);
    });

    it("lets the course be bought again", async () => {
      const ordered = await shop.paid();
      await refund(platform, admin, ordered.order);
      const again = await call(platform, "POST /api/orders/create-payment", {
        ...{ token: ordered.buyer.token, body: { course_id: ordered.course.id } },
      });
      await pay(platform, again.body.payment);
      await delivered(platform);
      expect(await has(ordered)).toBe(true);
    });
  });

  describe("by the provider", () => {
    it("takes back what was bought, when all of it went in the dashboard", async () => {
      const ordered = await shop.paid();
      await refundAtStripe(platform, ordered.payment);
      await delivered(platform);
      expect(await orderOf(ordered)).toMatchObject({ state: "refunded", refunded_amount: 1499 });
      expect(await has(ordered)).toBe(false);
    });

    it("leaves it when it was a part", async () => {
      const ordered = await shop.paid();
      await refundAtStripe(platform, ordered.payment, 10_000);
      await delivered(platform);
      expect(await orderOf(ordered)).toMatchObject({ state: "partially_refunded", refunded_amount: 100 });
      expect(await has(ordered)).toBe(true);
    });

    it("is counted once when both sides give back at once", async () => {
      const ordered = await shop.paid();
      await Promise.all([
        refundAtStripe(platform, ordered.payment, 50_000),
        refund(platform, admin, ordered.order, { amount: 999 }),
      ]);
      await delivered(platform);
      await sweep(platform);
      expect(await orderOf(ordered)).toMatchObject({ state: "refunded", refunded_amount: 1499, refund_pending: 0 });
    });

    it("is owed, and said so, when the buyer's bank doesn't take it", async () => {
      const ordered = await shop.paid();
      const { id } = await refundAtStripe(platform, ordered.payment);
      await delivered(platform);
      await failRefund(platform, { id });
      await delivered(platform);
      const { order } = await readRecords(platform);
      expect(order.find((row) => row.id === ordered.order.id)).toMatchObject({
        ...{ state: "refunded", refunded_amount: 0, drift: expect.stringContaining("owed") },
      });
    });
  });

  describe("by the buyer's bank", () => {
    it("is held back while it decides, and what was bought stays", async () => {
      const ordered = await shop.paid();
      await dispute(platform, ordered.payment);
      await delivered(platform);
      expect(await orderOf(ordered)).toMatchObject({ state: "completed", disputed_amount: 1499 });
      expect(await has(ordered)).toBe(true);
      expect((await refund(platform, admin, ordered.order)).body.code).toBe("nothing_to_refund");
    });

    it("is owed, where a seat was given up before we had heard of it", async () => {
      const [event, buyer] = [await newEvent(platform, admin, { price: 100 }), await newPerson(platform)];
      const ordered = (await orderSeat(platform, buyer, event)).body;
      await pay(platform, ordered.payment);
      await delivered(platform);
      await webhooks(platform, "drop");
      const disputed = await dispute(platform, ordered.payment);
      expect((await giveUpSeat(platform, buyer, event)).status).toBe(200);
      await sweep(platform);
      await webhooks(platform, "normal");
      await closeDispute(platform, disputed, "won");
      await delivered(platform);
      const { order } = await readRecords(platform);
      expect(order.find(({ id }) => id === ordered.order.id)).toMatchObject({
        ...{ state: "completed", refunded_amount: 0, refund_pending: 0, drift: expect.stringContaining("owed") },
      });
      const { ungranted } = await import("#core/ungranted");
      expect(await ungranted(new Date(0))).toEqual([]);
    });

    it("comes back when we win", async () => {
      const ordered = await shop.paid();
      await closeDispute(platform, await dispute(platform, ordered.payment), "won");
      await delivered(platform);
      expect(await orderOf(ordered)).toMatchObject({ state: "completed", disputed_amount: 0, refunded_amount: 0 });
      expect(await has(ordered)).toBe(true);
    });

    it("stays there when we lose, and takes with it what was bought", async () => {
      const ordered = await shop.paid();
      await closeDispute(platform, await dispute(platform, ordered.payment), "lost");
      await delivered(platform);
      expect(await orderOf(ordered)).toMatchObject({ state: "refunded", disputed_amount: 0, refunded_amount: 1499 });
      expect(await has(ordered)).toBe(false);
    });
  });
});
