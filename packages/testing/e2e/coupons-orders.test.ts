import { call } from "../api";
import { newCoupon, orderWith } from "../coupons";
import { newCourse } from "../courses";
import { giveUpSeat, placeEvent, waitFor } from "../events";
import { violations } from "../invariants";
import { giveUp, order, pay, webhooks } from "../payments";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { rowsOf } from "../rows";
import { enrolledIn } from "../shoppers";
import { minute, pass, signedInAgain, sweep } from "../time";
import { delivered } from "../webhook";

const address = { name: "Asha Rao", line1: "1 MG Road", city: "Pune", state: "MH", country: "IN", pincode: "411001" };

let platform: TestPlatform;
let admin: Person;
let buyer: Person;
let course: { id: string };
beforeAll(async () => {
  platform = await openTestPlatform();
});
beforeEach(async () => {
  admin = await newPerson(platform, { role: "admin" });
  buyer = await newPerson(platform);
  course = await newCourse(platform, admin);
});
afterEach(async () => {
  await delivered(platform);
  expect(await violations(platform)).toEqual([]);
});
afterAll(() => platform.close());

const asAdmin = (route: string, body?: object) => call(platform, route, { token: admin.token, body });
const usesOf = async ({ code }: { code: string }) => (await asAdmin(`GET /api/coupons/${code}`)).body.coupon.uses;
const stateOf = async ({ id }: { id: string }) =>
  (await readRecords(platform)).order.find((row) => row.id === id)?.state;

/** Lets the time of an unpaid order pass, which nobody has come to give up yet. */
const letExpire = async () => {
  await platform.settled();
  pass(platform, 31 * minute);
};

const payLate = async (payment: Parameters<typeof pay>[1]) => {
  expect((await pay(platform, payment)).status).toBe(200);
  await delivered(platform);
};

describe("an order with a coupon", () => {
  it("costs less, keeps a use while it is unpaid, and has it for good once it is paid", async () => {
    const coupon = await newCoupon(platform, admin, { kind: "fixed", value: 500, currency: "INR" });
    const { status, body } = await orderWith(platform, buyer, course, coupon);
    expect([status, body.order]).toMatchObject([
      201,
      { total_amount: 999, coupon_code: coupon.code, state: "pending" },
    ]);
    expect(await usesOf(coupon)).toBe(1);
    await payLate(body.payment);
    expect(await stateOf(body.order)).toBe("completed");
    expect(await usesOf(coupon)).toBe(1);
    await asAdmin(`POST /api/orders/${body.order.id}/refund`, { reason: "Asked to" });
    await sweep(platform);
    expect(await stateOf(body.order)).toBe("refunded");
    expect(await usesOf(coupon)).toBe(1);
  });

  it("that costs nothing then needs no payment", async () => {
    const coupon = await newCoupon(platform, admin, { value: 100 });
    const { body } = await orderWith(platform, buyer, course, coupon);
    expect(body).toMatchObject({ payment: null, order: { state: "completed", total_amount: 0 } });
    expect(await enrolledIn(platform, buyer)).toEqual([course.id]);
    expect(await usesOf(coupon)).toBe(1);
  });

  it("that has cost nothing is over when its seat is given back", async () => {
    const coupon = await newCoupon(platform, admin, { value: 100 });
    const event = await placeEvent();
    const body = { event_id: event.id, coupon_code: coupon.code };
    const placed = await call(platform, "POST /api/orders/create-payment", { token: buyer.token, body });
    expect(placed.body.order).toMatchObject({ state: "completed", total_amount: 0 });
    expect((await giveUpSeat(platform, buyer, event)).status).toBe(200);
    expect(await stateOf(placed.body.order)).toBe("refunded");
    const { ungranted } = await import("#core/ungranted");
    expect(await ungranted(new Date(0))).toEqual([]);
  });

  it.each([
    ["isn't there", {}, "coupon_not_found"],
    ["is switched off", { active: false }, "coupon_not_found"],
    ["is over", { ends_at: "2020-01-01T00:00:00Z" }, "coupon_expired"],
    ["is for something else", { course_ids: ["crs_0001"] }, "coupon_not_applicable"],
  ])("isn't placed where the coupon %s", async (which, terms, code) => {
    const coupon = which === "isn't there" ? { code: "NOWHERE" } : await newCoupon(platform, admin, terms);
    expect((await orderWith(platform, buyer, course, coupon)).body.code).toBe(code);
    const { order: orders } = await readRecords(platform);
    expect(orders.filter(({ user_id }) => user_id === buyer.id)).toEqual([]);
  });

  it("is had as often as one person may, and not once more", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses_per_user: 2 });
    const courses = [course, await newCourse(platform, admin), await newCourse(platform, admin)];
    const replies = await Promise.all(courses.map((one) => orderWith(platform, buyer, one, coupon)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 409]);
    const refused = replies.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: "coupon_exhausted", detail: /./ });
    expect((await orderWith(platform, await newPerson(platform), course, coupon)).status).toBe(201);
    expect(await usesOf(coupon)).toBe(3);
  });

  it("gives its use back when it is given up, for whoever comes next", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1, max_uses_per_user: 1 });
    await orderWith(platform, buyer, course, coupon);
    const other = await newPerson(platform);
    expect((await orderWith(platform, other, course, coupon)).body.code).toBe("coupon_exhausted");
    await letExpire();
    await sweep(platform);
    expect(await readRecords(platform)).toMatchObject({
      coupon: expect.arrayContaining([expect.objectContaining({ code: coupon.code, uses: 0 })]),
    });
    const again = await orderWith(platform, await signedInAgain(platform, other), course, coupon);
    expect(again.status).toBe(201);
  });

  it("doesn't lose the buyer their only use while the sweeper has yet to come", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1, max_uses_per_user: 1 });
    const first = await orderWith(platform, buyer, course, coupon);
    await letExpire();
    const again = await orderWith(platform, await signedInAgain(platform, buyer), course, coupon);
    expect(again).toMatchObject({ status: 201, body: { order: { coupon_code: coupon.code } } });
    expect(again.body.order.id).not.toBe(first.body.order.id);
    expect(await stateOf(first.body.order)).toBe("cancelled");
  });
});

describe("a payment that comes after its order was given up", () => {
  it("takes the use again", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1 });
    const { body } = await orderWith(platform, buyer, course, coupon);
    await giveUp(platform, body.order);
    expect(await usesOf(coupon)).toBe(0);
    await asAdmin(`PUT /api/coupons/${coupon.id}`, { ends_at: "2026-01-01T00:00:00Z", active: false });
    await payLate(body.payment);
    expect(await stateOf(body.order)).toBe("completed");
    expect(await usesOf(coupon)).toBe(1);
    expect(await enrolledIn(platform, buyer)).toEqual([course.id]);
  });

  it("goes back where somebody else has taken the last use", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1 });
    const { body } = await orderWith(platform, buyer, course, coupon);
    await giveUp(platform, body.order);
    expect((await orderWith(platform, await newPerson(platform), course, coupon)).status).toBe(201);
    await payLate(body.payment);
    expect(await usesOf(coupon)).toBe(1);
    await sweep(platform);
    expect(await stateOf(body.order)).toBe("refunded");
    expect(await enrolledIn(platform, buyer)).toEqual([]);
    const { payments } = await readRecords(platform);
    expect(payments.find(({ order_id }) => order_id === body.order.id)).toMatchObject({ refunds: 1 });
    expect(await usesOf(coupon)).toBe(1);
  });

  it("goes back where the buyer has had their last use by another order", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses_per_user: 1 });
    const { body } = await orderWith(platform, buyer, course, coupon);
    await giveUp(platform, body.order);
    expect((await orderWith(platform, buyer, await newCourse(platform, admin), coupon)).status).toBe(201);
    await payLate(body.payment);
    await sweep(platform);
    expect(await stateOf(body.order)).toBe("refunded");
    expect(await usesOf(coupon)).toBe(1);
  });

  it("isn't taken up by an admin's hand either, without a use left", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1 });
    const { body } = await orderWith(platform, buyer, course, coupon);
    await asAdmin(`PUT /api/orders/${body.order.id}/status`, { status: "cancelled", reason: "Asked to" });
    const byHand = () => asAdmin(`PUT /api/orders/${body.order.id}/status`, { status: "completed", reason: "Cash" });
    const other = await orderWith(platform, await newPerson(platform), course, coupon);
    expect(await byHand()).toMatchObject({ status: 409, body: { code: "coupon_exhausted" } });
    await asAdmin(`PUT /api/orders/${other.body.order.id}/status`, { status: "cancelled", reason: "Asked to" });
    expect((await byHand()).status).toBe(200);
    expect(await usesOf(coupon)).toBe(1);
  });
});

describe("asking again while an order is open", () => {
  const openOrders = async () => {
    const { order: orders } = await readRecords(platform);
    return orders.filter(({ user_id, state }) => user_id === buyer.id && state === "pending").map(({ id }) => id);
  };

  it("answers that order where the same is asked for, whatever is left out", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1 });
    const wanted = { billing_address: address, provider: "stripe" };
    const first = await orderWith(platform, buyer, course, coupon, wanted);
    for (const again of [wanted, {}, { billing_address: address }])
      expect((await orderWith(platform, buyer, course, coupon, again)).body.order.id).toBe(first.body.order.id);
    const typed = await orderWith(platform, buyer, course, { code: coupon.code.toLowerCase() });
    expect(typed.body.order.id).toBe(first.body.order.id);
    expect(await usesOf(coupon)).toBe(1);
  });

  it("places another in its stead with a coupon, with another one, and without", async () => {
    const [one, two] = [await newCoupon(platform, admin), await newCoupon(platform, admin, { value: 20 })];
    const plain = await order(platform, buyer, course);
    const replies = [
      await orderWith(platform, buyer, course, one),
      await orderWith(platform, buyer, course, two),
      await order(platform, buyer, course),
    ];
    expect(replies.map(({ body }) => [body.order.total_amount, body.order.coupon_code])).toEqual([
      [1349.1, one.code],
      [1199.2, two.code],
      [1499, null],
    ]);
    expect(new Set([plain, ...replies].map(({ body }) => body.order.id)).size).toBe(4);
    expect(await openOrders()).toEqual([replies[2]?.body.order.id]);
    expect([await usesOf(one), await usesOf(two)]).toEqual([0, 0]);
    expect((await pay(platform, plain.body.payment)).status).toBe(400);
    const told = await asAdmin(`GET /api/orders/${plain.body.order.id}/timeline`);
    expect(told.body.timeline.at(-1)).toMatchObject({
      ...{ what: "given_up", by: buyer.id, detail: { replaced_by: replies[0]?.body.order.id } },
    });
  });

  it("hands the last use on to the order with another address", async () => {
    const coupon = await newCoupon(platform, admin, { max_uses: 1, max_uses_per_user: 1 });
    const first = await orderWith(platform, buyer, course, coupon);
    const second = await orderWith(platform, buyer, course, coupon, { billing_address: address });
    expect(second).toMatchObject({ status: 201, body: { order: { billing_address: address } } });
    expect(second.body.order.id).not.toBe(first.body.order.id);
    expect(await usesOf(coupon)).toBe(1);
    await payLate(second.body.payment);
    expect(await stateOf(second.body.order)).toBe("completed");
  });

  it("keeps the order that there is where the coupon can't be used", async () => {
    const first = await order(platform, buyer, course);
    expect((await orderWith(platform, buyer, course, { code: "NOWHERE" })).status).toBe(404);
    expect(await openOrders()).toEqual([first.body.order.id]);
    await payLate(first.body.payment);
    expect(await stateOf(first.body.order)).toBe("completed");
  });

  it("finds the first one paid meanwhile, and charges nothing more", async () => {
    const coupon = await newCoupon(platform, admin);
    const first = await order(platform, buyer, course);
    await webhooks(platform, "drop");
    await pay(platform, first.body.payment);
    await platform.settled();
    await webhooks(platform, "normal");
    expect((await orderWith(platform, buyer, course, coupon)).body.code).toBe("already_enrolled");
    expect(await stateOf(first.body.order)).toBe("completed");
    expect(await usesOf(coupon)).toBe(0);
  });

  it("keeps the seat of an event, though others wait for one", async () => {
    const event = await placeEvent({ capacity: 1 });
    const coupon = await newCoupon(platform, admin);
    const ask = (body: object) =>
      call(platform, "POST /api/orders/create-payment", { token: buyer.token, body: { event_id: event.id, ...body } });
    const first = await ask({});
    expect((await waitFor(platform, await newPerson(platform), event)).status).toBe(201);
    const second = await ask({ coupon_code: coupon.code });
    expect(second).toMatchObject({ status: 201, body: { order: { total_amount: 450 } } });
    expect(await stateOf(first.body.order)).toBe("cancelled");
    const [row] = (await rowsOf("event")).filter(({ id }) => id === event.id);
    expect(row).toMatchObject({ seats_taken: 1, registered_count: 0 });
  });

  it("leaves one open order and one use, of many who ask at once with either of two coupons", async () => {
    const coupons = [await newCoupon(platform, admin), await newCoupon(platform, admin, { value: 20 })];
    const asked = Array.from({ length: 6 }, (_, n) => coupons[n % 2] ?? { code: "" });
    const replies = await Promise.all(asked.map((coupon) => orderWith(platform, buyer, course, coupon)));
    expect(replies.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    const open = await openOrders();
    expect(open).toHaveLength(1);
    expect((await usesOf(coupons[0] ?? { code: "" })) + (await usesOf(coupons[1] ?? { code: "" }))).toBe(1);
  });
});
