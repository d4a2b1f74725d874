import { createHmac } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { keySecret, type RunningRazorpay, startRazorpay } from "./fixture";

const Id = z.looseObject({ id: z.string() });
const Items = z.object({ count: z.number(), items: z.array(Id) });

describe("Razorpay's API", () => {
  let local: RunningRazorpay;
  beforeAll(async () => {
    local = await startRazorpay();
  });
  afterAll(() => local.close());

  const order = async (overrides: object = {}) =>
    Id.parse((await local.post("/v1/orders", { amount: 50_000, currency: "INR", ...overrides })).body);
  const refused = (description: string) => ({
    status: 400,
    body: { error: { code: "BAD_REQUEST_ERROR", description } },
  });
  const items = async (path: string) => Items.parse((await local.get(path)).body).items.map(({ id }) => id);

  it.each([
    ["without keys", ""],
    ["with another key", `Basic ${Buffer.from("rzp_test_other:local_secret").toString("base64")}`],
    ["with another secret", `Basic ${Buffer.from("rzp_test_local:other").toString("base64")}`],
    ["with the key id alone", `Basic ${Buffer.from("rzp_test_local").toString("base64")}`],
  ])("is closed %s", async (_, authorization) => {
    expect(await local.get("/v1/orders", authorization)).toMatchObject({
      status: 401,
      body: { error: { code: "BAD_REQUEST_ERROR", description: expect.any(String) } },
    });
  });

  it("makes an order", async () => {
    const notes = { order_id: "ord_1" };
    const made = await order({ receipt: "ord_1", notes, payment: { capture: "automatic" } });
    expect(made).toEqual({
      ...{ id: expect.stringMatching(/^order_\w{14}$/), entity: "order", amount: 50_000, amount_paid: 0 },
      ...{ amount_due: 50_000, currency: "INR", receipt: "ord_1", offer_id: null, status: "created", attempts: 0 },
      ...{ notes, created_at: expect.any(Number) },
    });
    expect((await local.get(`/v1/orders/${made.id}`)).body).toEqual(made);
    expect((await order()).notes).toEqual([]);
  });

  it.each([
    [{ amount: 99 }, "Order amount less than minimum amount allowed"],
    [{ amount: 100.5 }, "The amount field is invalid: must be an integer."],
    [{ transfers: [] }, "transfers is/are not required and should not be sent"],
    [{ receipt: "r".repeat(41) }, expect.stringContaining("The receipt field is invalid")],
    [{ notes: { a: "b".repeat(257) } }, expect.stringContaining("The notes.a field is invalid")],
  ])("makes no order of %j", async (overrides, description) => {
    const body = { amount: 50_000, currency: "INR", ...overrides };
    expect(await local.post("/v1/orders", body)).toMatchObject(refused(description));
  });

  it("lists orders by receipt, newest first, in pages", async () => {
    const made = [await order({ receipt: "same" }), await order({ receipt: "same" }), await order({ receipt: "same" })];
    const [first, second, third] = made.map(({ id }) => id);
    await order({ receipt: "another" });
    expect(await items("/v1/orders?receipt=same")).toEqual([third, second, first]);
    expect(await items("/v1/orders?receipt=same&count=1&skip=1")).toEqual([second]);
    expect(await items("/v1/orders?receipt=none")).toEqual([]);
    expect(await local.get("/v1/orders?count=101")).toMatchObject(refused("The count may not be greater than 100."));
  });

  it("takes a payment, and no second one", async () => {
    const { id } = await order();
    const paid = await local.pay(id, { method: "card" });
    const signature = createHmac("sha256", keySecret).update(`${id}|${paid.razorpay_payment_id}`).digest("hex");
    expect(paid).toMatchObject({ razorpay_order_id: id, razorpay_signature: signature });
    expect((await local.get(`/v1/orders/${id}`)).body).toMatchObject({ status: "paid", amount_due: 0, attempts: 1 });
    expect((await local.get(`/v1/payments/${paid.razorpay_payment_id}`)).body).toMatchObject({
      ...{ order_id: id, status: "captured", captured: true, method: "card", amount: 50_000 },
    });
    expect(await local.control("pay", { order_id: id })).toMatchObject(refused("Payment already done for this order."));
  });

  it("keeps every attempt with its order", async () => {
    const { id } = await order();
    await local.pay(id, { outcome: "failed" });
    await local.pay(id, { outcome: "authorized" });
    expect((await local.get(`/v1/orders/${id}/payments`)).body).toMatchObject({
      count: 2,
      items: [
        { status: "authorized", captured: false, error_code: null },
        { status: "failed", captured: false, error_code: "BAD_REQUEST_ERROR", error_reason: "payment_failed" },
      ],
    });
    expect((await local.get(`/v1/orders/${id}`)).body).toMatchObject({ status: "attempted", attempts: 2 });
  });

  it("captures what is authorized: the whole, once", async () => {
    const { id } = await order();
    const { razorpay_payment_id: payment } = await local.pay(id, { outcome: "authorized" });
    const capture = (amount: number) => local.post(`/v1/payments/${payment}/capture`, { amount, currency: "INR" });
    expect(await capture(49_999)).toMatchObject(refused("Capture amount must be equal to the amount authorized"));
    expect(await capture(50_000)).toMatchObject({ status: 200, body: { status: "captured" } });
    expect(await capture(50_000)).toMatchObject(refused("This payment has already been captured"));
  });

  it("gives back parts until nothing is left", async () => {
    const { razorpay_payment_id: payment } = await local.pay((await order()).id);
    const refund = (body: object) => local.post(`/v1/payments/${payment}/refund`, body);
    const first = Id.parse((await refund({ amount: 20_000 })).body);
    expect(first).toMatchObject({ entity: "refund", amount: 20_000, payment_id: payment, status: "processed" });
    expect(await refund({ amount: 30_001 })).toMatchObject(
      refused("The total refund amount is greater than the refund payment amount"),
    );
    const second = Id.parse((await refund({})).body);
    expect(second).toMatchObject({ amount: 30_000 });
    expect(await refund({})).toMatchObject(refused("The payment has been fully refunded already"));
    expect(await items(`/v1/payments/${payment}/refunds`)).toEqual([second.id, first.id]);
    expect((await local.get(`/v1/payments/${payment}`)).body).toMatchObject({
      ...{ status: "refunded", amount_refunded: 50_000, refund_status: "full", captured: true },
    });
  });

  it("gives back once per idempotency key, which belongs to one body", async () => {
    const { razorpay_payment_id: payment } = await local.pay((await order()).id);
    const refund = (amount: number, key: string) =>
      local.post(`/v1/payments/${payment}/refund`, { amount }, { "x-refund-idempotency": key });
    const first = await refund(20_000, "refund-0001");
    expect(await refund(20_000, "refund-0001")).toEqual(first);
    expect(await refund(20_001, "refund-0001")).toMatchObject(
      refused("Different request body sent for the same idempotency key"),
    );
    expect(await refund(20_000, "short")).toMatchObject(refused("The idempotency key provided is invalid"));
    expect(await items(`/v1/payments/${payment}/refunds`)).toHaveLength(1);
  });

  it("gives nothing back of what wasn't captured, or is disputed", async () => {
    const { razorpay_payment_id: payment } = await local.pay((await order()).id, { outcome: "authorized" });
    const refund = () => local.post(`/v1/payments/${payment}/refund`, {});
    expect(await refund()).toMatchObject(refused("The payment status should be captured for action to be taken"));
    await local.post(`/v1/payments/${payment}/capture`, { amount: 50_000, currency: "INR" });
    await local.control("disputes", { payment_id: payment });
    expect(await refund()).toMatchObject(refused("Refund is not allowed on this payment because it is disputed"));
  });

  it("deducts a dispute that is lost", async () => {
    const { razorpay_payment_id: payment } = await local.pay((await order()).id);
    const { id } = Id.parse((await local.control("disputes", { payment_id: payment, amount: 10_000 })).body);
    expect((await local.get(`/v1/disputes/${id}`)).body).toMatchObject({ status: "open", amount_deducted: 0 });
    await local.control(`disputes/${id}/close`, { status: "lost" });
    expect((await local.get(`/v1/disputes/${id}`)).body).toMatchObject({ status: "lost", amount_deducted: 10_000 });
    expect(await items("/v1/disputes")).toContain(id);
    expect((await local.control(`disputes/${id}/close`, { status: "won" })).status).toBe(400);
  });

  it("says what it doesn't know", async () => {
    expect(await local.get("/v1/orders/order_none")).toMatchObject(refused("The id provided does not exist"));
    expect(await local.get("/v1/customers")).toMatchObject({ status: 404 });
    expect(await local.control("nothing")).toMatchObject({ status: 404 });
  });

  it("has controls that are closed to pages of other origins", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await fetch(`${local.origin}/local/pay`, { method: "POST", headers, body: "{}" })).status).toBe(400);
  });
});

describe("Razorpay's books", () => {
  it("survive a restart", async () => {
    const directory = mkdtempSync(join(tmpdir(), "razorpay-"));
    const before = await startRazorpay({ directory });
    const made = Id.parse((await before.post("/v1/orders", { amount: 50_000, currency: "INR" })).body);
    const { razorpay_payment_id: payment } = await before.pay(made.id);
    const body = { amount: 20_000 };
    const key = { "x-refund-idempotency": "refund-0001" };
    const refund = await before.post(`/v1/payments/${payment}/refund`, body, key);
    await before.close();

    const after = await startRazorpay({ directory });
    expect((await after.get(`/v1/orders/${made.id}`)).body).toMatchObject({ status: "paid" });
    expect((await after.get(`/v1/payments/${payment}`)).body).toMatchObject({ amount_refunded: 20_000 });
    expect(await after.post(`/v1/payments/${payment}/refund`, body, key)).toEqual(refund);
    await after.close();
  });
});
