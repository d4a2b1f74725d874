import { createHmac } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { until } from "#local/payments/fixture";
import { receiveWebhooks, startRazorpay, webhookSecret } from "./fixture";

const Id = z.looseObject({ id: z.string() });

describe("Razorpay's webhooks", () => {
  async function start(overrides: Parameters<typeof startRazorpay>[0] = {}) {
    const webhooks = await receiveWebhooks();
    const webhook = { url: () => webhooks.origin, secret: () => webhookSecret };
    const local = await startRazorpay({ webhook, retryDelaysMs: [5, 5, 5], ...overrides });
    const close = async () => {
      await local.close();
      await webhooks.close();
    };
    const order = async () => {
      const body = { amount: 50_000, currency: "INR", notes: { order_id: "ord_1" } };
      return Id.parse((await local.post("/v1/orders", body)).body).id;
    };
    return { ...local, webhooks, order, close };
  }

  it("tell every step, signed over what is sent, with an id of their own", async () => {
    const { webhooks, order, pay, post, razorpay, close } = await start();
    const { razorpay_payment_id: payment } = await pay(await order());
    await post(`/v1/payments/${payment}/refund`, { amount: 10_000 });
    await razorpay.settled();
    expect(webhooks.types().sort()).toEqual([
      ...["order.paid", "payment.authorized", "payment.captured", "refund.created", "refund.processed"],
    ]);
    for (const { body, signature } of webhooks.received) {
      expect(signature).toBe(createHmac("sha256", webhookSecret).update(body).digest("hex"));
    }
    expect(new Set(webhooks.received.map(({ id }) => id)).size).toBe(5);
    await close();
  });

  it("show the entities as they were", async () => {
    const { webhooks, order, pay, razorpay, close } = await start();
    const id = await order();
    await pay(id);
    await razorpay.settled();
    const paid = webhooks.received.find(({ type }) => type === "order.paid");
    expect(JSON.parse(paid?.body ?? "{}")).toMatchObject({
      ...{ entity: "event", account_id: expect.stringMatching(/^acc_/), event: "order.paid" },
      contains: ["payment", "order"],
      payload: {
        payment: { entity: { order_id: id, status: "captured" } },
        order: { entity: { id, notes: { order_id: "ord_1" }, status: "paid" } },
      },
    });
    await close();
  });

  it("are dropped, held back, released in reverse and sent twice on demand", async () => {
    const { webhooks, order, pay, control, razorpay, close } = await start();
    await control("webhooks", { mode: "drop", times: 1 });
    await pay(await order(), { outcome: "failed" });
    await control("webhooks", { mode: "hold" });
    await pay(await order());
    await razorpay.settled();
    expect(webhooks.types()).toEqual([]);
    await control("webhooks/release", { order: "reverse" });
    await razorpay.settled();
    expect(webhooks.types()).toEqual(["order.paid", "payment.captured", "payment.authorized"]);
    await control("webhooks", { mode: "duplicate" });
    await pay(await order(), { outcome: "failed" });
    await razorpay.settled();
    const twice = webhooks.received.slice(3);
    expect(twice).toHaveLength(2);
    expect(twice[0]).toEqual(twice[1]);
    await control(`events/${twice[0]?.id}/resend`);
    await razorpay.settled();
    expect(webhooks.received[5]).toEqual(twice[0]);
    await close();
  });

  it("are repeated until they are taken, also after a restart", async () => {
    const directory = mkdtempSync(join(tmpdir(), "razorpay-"));
    const lines: string[] = [];
    const before = await start({ directory, retryDelaysMs: [60_000], log: (line) => lines.push(line) });
    before.webhooks.answers.push(500);
    await before.pay(await before.order(), { outcome: "failed" });
    await until(() => lines.length === 1);
    await before.close();

    const after = await start({ directory, clock: () => Date.now() + 60_000 });
    await until(() => after.webhooks.received.length === 1);
    expect(after.webhooks.received).toEqual(before.webhooks.received);
    await after.close();
  });
});
