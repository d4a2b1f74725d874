import { call, type Reply } from "../api";
import { violations } from "../invariants";
import { pay } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords } from "../records";
import { openShop, type Shopper, type Shoppers } from "../shoppers";
import { pass } from "../time";
import { delivered } from "../webhook";

const address = { name: "Asha Rao", line1: "1 MG Road", city: "Pune", state: "MH", country: "IN", pincode: "411001" };

describe("asking for a payment more than once", () => {
  let platform: TestPlatform;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform({ environments: 8 });
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
  });
  afterEach(async () => {
    await platform.settled();
    expect(await violations(platform)).toEqual([]);
  });
  afterAll(() => platform.close());

  const ask = ({ buyer, course }: Shopper, key?: string, body: object = {}): Promise<Reply> =>
    call(platform, "POST /api/orders/create-payment", {
      token: buyer.token,
      headers: key === undefined ? {} : { "idempotency-key": key },
      body: { course_id: course.id, ...body },
    });

  const ordersOf = async ({ buyer, course }: Shopper) => {
    const { order, payments } = await readRecords(platform);
    const orders = order.filter(({ user_id, course_id }) => user_id === buyer.id && course_id === course.id);
    const ids = orders.map(({ id }) => id);
    return { orders, payments: payments.filter(({ order_id }) => ids.includes(order_id ?? "")) };
  };

  /** Kills the orders function once, right after its next transaction has been committed. */
  const crashAfterTransaction = (transaction: number) => {
    let left = transaction;
    return platform.cloud.faults.inject(({ functionName, action }) => {
      if (!functionName?.includes("-ordersFunction") || action !== "TransactWriteItems") return undefined;
      left -= 1;
      return left === 0 ? { after: "crash" } : undefined;
    });
  };

  /** Functions that have started answer side by side, instead of one after the other as each comes up. */
  const warmUp = ({ buyer: { token } }: Shopper) =>
    Promise.all(Array.from({ length: 16 }, () => call(platform, "GET /api/orders/my-orders", { token })));

  it("makes one order and one payment of twenty requests at once", async () => {
    const shopper = await shop.next();
    await warmUp(shopper);
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(shopper)));
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(replies.map(({ body }) => `${body.order.id} ${body.payment.payment_id}`)).size).toBe(1);
    const { orders, payments } = await ordersOf(shopper);
    expect([orders.length, payments.length]).toEqual([1, 1]);
  });

  it("works on one of twenty with one key; the others get its answer, or are told to wait", async () => {
    const shopper = await shop.next();
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(shopper, "a-key")));
    const answered = replies.filter(({ status }) => status === 201);
    expect(answered.length).toBeGreaterThan(0);
    expect(new Set(answered.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const waiting of replies.filter(({ status }) => status !== 201)) {
      expect(waiting).toMatchObject({ status: 409, body: { code: "request_in_progress" } });
      expect(waiting.headers.get("retry-after")).toBe("2");
    }
    const { orders, payments } = await ordersOf(shopper);
    expect([orders.length, payments.length]).toEqual([1, 1]);
  });

  it("answers the same to the same key and body, word for word, whatever has come of it since", async () => {
    const shopper = await shop.next();
    const first = await ask(shopper, "word-for-word", { billing_address: address });
    await pay(platform, first.body.payment);
    await delivered(platform);
    expect((await ask(shopper)).status).toBe(409);
    const again = await ask(shopper, "word-for-word", { billing_address: address });
    expect([again.status, again.body]).toEqual([201, first.body]);
  });

  it("refuses a key that came with another body", async () => {
    const shopper = await shop.next();
    await ask(shopper, "two-bodies");
    const other = await ask(shopper, "two-bodies", { billing_address: address });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
  });

  it("keeps one person's key apart from another's", async () => {
    const [mine, theirs] = [await shop.next(), { ...(await shop.next()), buyer: await newPerson(platform) }];
    const [first, second] = [await ask(mine, "shared"), await ask(theirs, "shared")];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.order).toMatchObject({ user_id: theirs.buyer.id, course_id: theirs.course.id });
  });

  it("forgets a refusal: the next try with the key is a new one", async () => {
    const { course } = await shop.next();
    const unverified = await newPerson(platform, { verified: false });
    const shopper = { buyer: unverified, course };
    expect((await ask(shopper, "too-early")).status).toBe(403);
    const { Users } = await import("#core/user.entity");
    await Users.patch({ id: unverified.id }).set({ email_verified: true }).go();
    pass(platform, 4_000);
    expect((await ask(shopper, "too-early")).status).toBe(201);
  });

  it("tells to wait while a crashed request may still be at work, then goes on with its order", async () => {
    const shopper = await shop.next();
    const stop = crashAfterTransaction(2);
    expect((await ask(shopper, "crashed")).status).toBeGreaterThanOrEqual(500);
    stop();
    const { orders } = await ordersOf(shopper);
    expect(orders).toHaveLength(1);

    expect(await ask(shopper, "crashed")).toMatchObject({ status: 409, body: { code: "request_in_progress" } });
    pass(platform, 31_000);
    expect(await ask(shopper, "crashed")).toMatchObject({ status: 201, body: { order: { id: orders[0]?.id } } });
    expect((await ordersOf(shopper)).payments).toHaveLength(1);
  });

  it("goes on with the order of a crashed request that had no key", async () => {
    const shopper = await shop.next();
    const stop = crashAfterTransaction(1);
    expect((await ask(shopper)).status).toBeGreaterThanOrEqual(500);
    stop();
    const { orders } = await ordersOf(shopper);
    expect((await ask(shopper)).body.order.id).toBe(orders[0]?.id);
  });

  it.each([
    ["empty", ""],
    ["two words", "two words"],
    ["too long", "k".repeat(256)],
  ])("refuses a key that is %s", async (_, key) => {
    const reply = await ask(await shop.next(), key);
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ path: "headers.idempotency-key" }] } });
  });
});
