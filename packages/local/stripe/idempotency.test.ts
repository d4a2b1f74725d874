import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paidBy, secretKey, startStripe } from "./fixture";

describe("idempotency keys", () => {
  const open = { amount: 100_000, currency: "inr" };

  it("answer a repetition with the same object, marked as replayed", async () => {
    const local = await startStripe();
    const create = () =>
      fetch(`${local.origin}/v1/payment_intents`, {
        method: "POST",
        headers: { authorization: `Bearer ${secretKey}`, "idempotency-key": "order-1" },
        body: new URLSearchParams({ amount: "100000", currency: "inr" }),
      });
    const first = await create();

    const second = await create();

    expect(await second.text()).toBe(await first.text());
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("original-request")).toBe(first.headers.get("request-id"));
    await local.close();
  });

  it("refuse other parameters", async () => {
    const local = await startStripe();
    await local.sdk.paymentIntents.create(open, { idempotencyKey: "order-1" });

    const other = local.sdk.paymentIntents.create({ ...open, amount: 200_000 }, { idempotencyKey: "order-1" });

    await expect(other).rejects.toMatchObject({ type: "StripeIdempotencyError", statusCode: 400 });
    await local.close();
  });

  it("give twenty concurrent requests one payment", async () => {
    const local = await startStripe();
    const attempts = Array.from({ length: 20 }, () =>
      local.sdk.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey: "order-1" }),
    );

    const intents = await Promise.all(attempts);

    expect(new Set(intents.map(({ id }) => id)).size).toBe(1);
    expect((await local.sdk.paymentIntents.list()).data).toHaveLength(1);
    expect((await local.sdk.events.list({ type: "charge.succeeded" })).data).toHaveLength(1);
    await local.close();
  });

  it("keep a decline", async () => {
    const local = await startStripe();
    const decline = () =>
      local.sdk.paymentIntents.create(paidBy("pm_card_chargeDeclined"), { idempotencyKey: "order-1" });
    await expect(decline()).rejects.toMatchObject({ code: "card_declined" });

    await expect(decline()).rejects.toMatchObject({ headers: { "idempotent-replayed": "true" } });

    expect((await local.sdk.events.list({ type: "charge.failed" })).data).toHaveLength(1);
    await local.close();
  });

  it("are free again after malformed parameters", async () => {
    const local = await startStripe();
    const wrong = local.sdk.paymentIntents.create({ ...open, amount: 1.5 }, { idempotencyKey: "order-1" });
    await expect(wrong).rejects.toMatchObject({ param: "amount" });

    const intent = await local.sdk.paymentIntents.create(open, { idempotencyKey: "order-1" });

    expect(intent.amount).toBe(100_000);
    await local.close();
  });

  it("live for 24 hours, and across restarts", async () => {
    let now = Date.now();
    const options = { directory: mkdtempSync(join(tmpdir(), "stripe-")), clock: () => now };
    const before = await startStripe(options);
    const first = await before.sdk.paymentIntents.create(open, { idempotencyKey: "order-1" });
    await before.close();
    const after = await startStripe(options);
    now += 23 * 3_600_000;
    expect(await after.sdk.paymentIntents.create(open, { idempotencyKey: "order-1" })).toEqual(first);

    now += 3_600_000;

    expect((await after.sdk.paymentIntents.create(open, { idempotencyKey: "order-1" })).id).not.toBe(first.id);
    await after.close();
  });
});
