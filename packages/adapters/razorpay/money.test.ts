import { z } from "zod";
import { type OpenedRazorpay, openRazorpayProvider } from "#testing/razorpay";

describe("money at Razorpay", () => {
  let open: OpenedRazorpay;
  beforeAll(async () => {
    open = await openRazorpayProvider();
  });
  beforeEach(() => open.line.fail("outage", "/nothing"));
  afterAll(() => open.close());

  async function paid() {
    const request = open.request();
    const { reference } = await open.provider.create(request);
    const { razorpay_payment_id: payment_id } = await open.local.pay(reference);
    return { reference, payment_id, order_id: request.order_id };
  }

  const refund = (reference: string, overrides: object = {}) =>
    open.provider.refund({ reference, refund_id: `rfd_${reference}`, amount: 149_900, ...overrides });

  const Id = z.looseObject({ id: z.string() });
  const dispute = async (payment_id: string, claim: object = {}) =>
    Id.parse((await open.local.control("disputes", { payment_id, ...claim })).body).id;

  it("has come when a payment is captured", async () => {
    const { reference, payment_id, order_id } = await paid();
    expect(await open.provider.retrieve(reference)).toEqual({
      ...{ provider: "razorpay", reference, payment_id, order_id, outcome: "paid" },
      ...{ amount: 149_900, currency: "INR", method: "upi" },
    });
  });

  it("hasn't come by a declined payment, which leaves the order open", async () => {
    const reference = await open.order();
    await open.local.pay(reference, { outcome: "failed", method: "card" });
    expect(await open.provider.retrieve(reference)).toMatchObject({
      ...{ outcome: "open", method: "card", declined: expect.stringContaining("declined by the bank") },
    });
    await open.local.pay(reference);
    expect((await open.provider.retrieve(reference)).outcome).toBe("paid");
  });

  it("hasn't come while a payment is only authorized, and has when that is captured late", async () => {
    const reference = await open.order();
    const { razorpay_payment_id: payment_id } = await open.local.pay(reference, { outcome: "authorized" });
    expect(await open.provider.cancel(reference)).toMatchObject({ outcome: "cancelled", payment_id });
    expect((await open.provider.retrieve(reference)).outcome).toBe("open");
    await open.local.post(`/v1/payments/${payment_id}/capture`, { amount: 149_900, currency: "INR" });
    expect(await open.provider.statement(reference)).toMatchObject({ outcome: "paid", payment_id });
    expect((await open.provider.cancel(reference)).outcome).toBe("paid");
  });

  it("hasn't come by a payment that Razorpay sent back uncaptured", async () => {
    const reference = await open.order();
    const { razorpay_payment_id: payment_id } = await open.local.pay(reference, { outcome: "authorized" });
    await open.local.control(`payments/${payment_id}/return`);
    expect(await open.provider.statement(reference)).toMatchObject({ outcome: "open", refunds: [], disputes: [] });
  });

  it("has come by the attempt that was captured, whatever was tried after it", async () => {
    const reference = await open.order();
    const { razorpay_payment_id: payment_id } = await open.local.pay(reference, { outcome: "authorized" });
    await open.local.pay(reference, { outcome: "failed", method: "card" });
    await open.local.post(`/v1/payments/${payment_id}/capture`, { amount: 149_900, currency: "INR" });
    expect(await open.provider.retrieve(reference)).toMatchObject({ outcome: "paid", payment_id, method: "upi" });
  });

  it("hasn't come, and the last attempt tells why", async () => {
    const clock = { now: Date.now() };
    const alone = await openRazorpayProvider({ clock: () => clock.now });
    const reference = await alone.order();
    await alone.local.pay(reference, { outcome: "failed", method: "card" });
    clock.now += 5_000;
    await alone.local.pay(reference, { outcome: "failed", method: "wallet" });
    const { method } = await alone.provider.retrieve(reference);
    await alone.close();
    process.env.RAZORPAY_API_BASE = open.line.connect(open.local.origin);
    expect(method).toBe("wallet");
  });

  it("of an order that nobody paid is none", async () => {
    const reference = await open.order();
    expect((await open.provider.cancel(reference)).outcome).toBe("cancelled");
    expect(await open.provider.statement(reference)).toMatchObject({ outcome: "open", refunds: [], disputes: [] });
  });

  it("goes back in parts, each of them once", async () => {
    const { reference } = await paid();
    const first = await refund(reference, { refund_id: "rfd_first_part", amount: 50_000, reason: "one seat less" });
    expect(first).toMatchObject({ refund_id: "rfd_first_part", amount: 50_000, status: "succeeded" });
    expect(await refund(reference, { refund_id: "rfd_first_part", amount: 50_000 })).toEqual(first);
    await refund(reference, { refund_id: "rfd_second_part", amount: 99_900 });
    const { outcome, refunds } = await open.provider.statement(reference);
    expect(outcome).toBe("paid");
    expect(refunds.map(({ amount, reason }) => [amount, reason])).toEqual([
      [99_900, undefined],
      [50_000, "one seat less"],
    ]);
  });

  it("goes back once, however many ask at the same time", async () => {
    const { reference } = await paid();
    const made = await Promise.all(Array.from({ length: 6 }, () => refund(reference, { amount: 20_000 })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await open.provider.statement(reference)).refunds).toHaveLength(1);
  });

  it("goes back once after a lost answer, within the call", async () => {
    const { reference } = await paid();
    open.line.fail("lost answer", "/refund", 1);
    const given = await refund(reference, { amount: 20_000 });
    expect((await open.provider.statement(reference)).refunds).toEqual([given]);
  });

  it("goes back once when every answer is lost, and is found by the next call", async () => {
    const { reference } = await paid();
    open.line.fail("lost answer", "/refund");
    await expect(refund(reference, { amount: 20_000 })).rejects.toThrow();
    open.line.fail("outage", "/refund");
    const found = await refund(reference, { amount: 20_000 });
    expect((await open.provider.statement(reference)).refunds).toEqual([found]);
  });

  it("goes back under an idempotency key, which holds even where the record doesn't show it yet", async () => {
    const { reference, payment_id } = await paid();
    const given = await refund(reference, { amount: 20_000 });
    const key = { "x-refund-idempotency": `rfd_${reference}` };
    const body = {
      ...{ amount: 20_000, speed: "normal", receipt: `rfd_${reference}` },
      notes: { refund_id: `rfd_${reference}` },
    };
    const again = await open.local.post(`/v1/payments/${payment_id}/refund`, body, key);
    expect(again).toMatchObject({ status: 200, body: { id: given.id } });
  });

  it.each([
    ["more than was paid", 149_901],
    ["less than Razorpay gives", 99],
  ])("doesn't go back when it is %s", async (_, amount) => {
    const { reference } = await paid();
    const failure = await refund(reference, { amount }).catch((error: unknown) => error);
    expect(open.provider.isRefusal(failure)).toBe(true);
  });

  it("doesn't go back where none has come", async () => {
    const failure = await refund(await open.order()).catch((error: unknown) => error);
    expect(open.provider.isRefusal(failure)).toBe(true);
  });

  it("comes back to us when the buyer's bank can't take a refund", async () => {
    const { reference } = await paid();
    const given = await refund(reference);
    await open.local.control(`refunds/${given.id}/fail`);
    expect(await open.provider.statement(reference)).toMatchObject({
      ...{ outcome: "paid", refunds: [{ id: given.id, status: "failed", amount: 149_900 }] },
    });
  });

  it("is disputed until the bank decides", async () => {
    const [won, lost, other] = [await paid(), await paid(), await paid()];
    const [a, b] = [await dispute(won.payment_id, { amount: 50_000 }), await dispute(lost.payment_id)];
    expect((await open.provider.statement(won.reference)).disputes).toMatchObject([
      { id: a, amount: 50_000, status: "open" },
    ]);
    await open.local.control(`disputes/${a}/close`, { status: "won" });
    await open.local.control(`disputes/${b}/close`, { status: "lost" });
    expect((await open.provider.statement(won.reference)).disputes).toMatchObject([{ id: a, status: "won" }]);
    expect((await open.provider.statement(lost.reference)).disputes).toMatchObject([{ id: b, status: "lost" }]);
    expect((await open.provider.statement(other.reference)).disputes).toEqual([]);
  });

  it("isn't disputed by a bank's question", async () => {
    const { reference, payment_id } = await paid();
    await dispute(payment_id, { phase: "retrieval" });
    expect((await open.provider.statement(reference)).disputes).toEqual([]);
  });
});
