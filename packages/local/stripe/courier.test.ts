import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Stripe from "stripe";
import StripeSdk from "stripe";
import { until } from "#local/payments/fixture";
import { paidBy, type Received, receiveWebhooks, startStripe, webhookSecret } from "./fixture";

describe("webhooks", () => {
  const open = { amount: 100_000, currency: "inr" };

  async function start(overrides: Parameters<typeof startStripe>[0] = {}) {
    const webhooks = await receiveWebhooks();
    const webhook = { url: () => webhooks.origin, secret: () => webhookSecret };
    const local = await startStripe({ webhook, retryDelaysMs: [5, 5, 5], ...overrides });
    const close = async () => {
      await local.close();
      await webhooks.close();
    };
    return { ...local, webhooks, close };
  }

  const verify = ({ body, signature }: Received): Stripe.Event =>
    StripeSdk.webhooks.constructEvent(body, signature, webhookSecret);

  it("tell every step of a payment, signed", async () => {
    const { close, sdk, stripe, webhooks } = await start();
    const intent = await sdk.paymentIntents.create(paidBy("pm_card_visa"), { idempotencyKey: "order-1" });
    await sdk.refunds.create({ payment_intent: intent.id });

    await stripe.settled();

    const events = webhooks.received.map(verify);
    expect(events.map(({ type }) => type).sort()).toEqual([
      "charge.refunded",
      "charge.succeeded",
      "payment_intent.created",
      "payment_intent.succeeded",
      "refund.created",
    ]);
    expect(events.find(({ type }) => type === "payment_intent.succeeded")).toMatchObject({
      object: "event",
      api_version: StripeSdk.API_VERSION,
      data: { object: { id: intent.id, status: "succeeded" } },
      livemode: false,
      pending_webhooks: 1,
      request: { idempotency_key: "order-1" },
    });
    await close();
  });

  it.each([
    [
      "a decline",
      "pm_card_chargeDeclined",
      ["charge.failed", "payment_intent.created", "payment_intent.payment_failed"],
    ],
    ["a challenge", "pm_card_threeDSecureRequired", ["payment_intent.created", "payment_intent.requires_action"]],
  ])("tell of %s", async (_, method, types) => {
    const { close, sdk, stripe, webhooks } = await start();
    await sdk.paymentIntents.create(paidBy(method)).catch(() => undefined);

    await stripe.settled();

    expect(webhooks.types().sort()).toEqual(types);
    await close();
  });

  it("tell of a cancellation", async () => {
    const { close, sdk, stripe, webhooks } = await start();
    const { id } = await sdk.paymentIntents.create(open);
    await sdk.paymentIntents.cancel(id);

    await stripe.settled();

    expect(webhooks.types()).toContain("payment_intent.canceled");
    await close();
  });

  it("don't verify with another secret", async () => {
    const { close, sdk, stripe, webhooks } = await start();
    await sdk.paymentIntents.create(open);
    await stripe.settled();

    const [{ body, signature } = { body: "", signature: "" }] = webhooks.received;

    expect(() => StripeSdk.webhooks.constructEvent(body, signature, "whsec_other")).toThrow();
    await close();
  });

  it("are repeated until they are taken", async () => {
    const { close, sdk, webhooks } = await start();
    webhooks.answers.push(500, 302);

    await sdk.paymentIntents.create(open);
    await until(() => webhooks.received.length === 3);

    expect(new Set(webhooks.received.map(({ body }) => body)).size).toBe(1);
    const [event] = (await sdk.events.list()).data;
    expect(event?.pending_webhooks).toBe(0);
    await close();
  });

  it("are given up after the last try", async () => {
    const lines: string[] = [];
    const { close, sdk } = await start({
      retryDelaysMs: [1, 1],
      webhook: { url: () => "http://127.0.0.1:9", secret: () => webhookSecret },
      log: (line) => lines.push(line),
    });

    await sdk.paymentIntents.create(open);
    await until(() => lines.length === 3);

    expect(lines[2]).toMatch(/^webhook payment_intent.created evt_\w+, attempt 3: .*given up$/);
    await close();
  });

  it("don't keep the API waiting", async () => {
    const unanswered = new Promise<string>(() => undefined);
    const { close, sdk } = await start({ webhook: { url: () => "http://127.0.0.1:9", secret: () => unanswered } });

    const intent = await sdk.paymentIntents.create(open);

    expect(intent.id).toMatch(/^pi_/);
    await close();
  });

  it("that are dropped stay in the list of events", async () => {
    const { close, control, sdk, stripe, webhooks } = await start();
    await control("webhooks", { mode: "drop", times: 1 });
    const lost = await sdk.paymentIntents.create(open);
    const told = await sdk.paymentIntents.create(open);

    await stripe.settled();

    expect(webhooks.received.map(({ object }) => object)).toEqual([told.id]);
    const { data } = await sdk.events.list();
    expect(data.map((event) => event.data.object)).toContainEqual(expect.objectContaining({ id: lost.id }));
    await close();
  });

  it.each(["forward", "reverse"])("that are held come in %s order when released", async (order) => {
    const { close, control, sdk, stripe, webhooks } = await start();
    await control("webhooks", { mode: "hold" });
    await sdk.paymentIntents.create(paidBy("pm_card_visa"));
    await stripe.settled();
    expect(webhooks.received).toEqual([]);

    await control("webhooks/release", { order });
    await stripe.settled();

    const types = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"];
    expect(webhooks.types()).toEqual(order === "forward" ? types : types.reverse());
    await close();
  });

  it("that are duplicated come twice", async () => {
    const { close, control, sdk, stripe, webhooks } = await start();
    await control("webhooks", { mode: "duplicate" });
    await sdk.paymentIntents.create(open);

    await stripe.settled();

    const [first, second] = webhooks.received;
    expect(webhooks.received).toHaveLength(2);
    expect(second?.body).toBe(first?.body);
    await close();
  });

  it("are sent again on demand", async () => {
    const { close, control, sdk, stripe, webhooks } = await start();
    await sdk.paymentIntents.create(open);
    await stripe.settled();
    const [event] = (await sdk.events.list()).data;

    await control(`events/${event?.id}/resend`);
    await stripe.settled();

    expect(webhooks.received.map(verify).map(({ id }) => id)).toEqual([event?.id, event?.id]);
    await close();
  });

  it("that weren't taken are sent after a restart", async () => {
    const directory = mkdtempSync(join(tmpdir(), "stripe-"));
    const lines: string[] = [];
    const before = await startStripe({ directory, retryDelaysMs: [60_000], log: (line) => lines.push(line) });
    await before.sdk.paymentIntents.create(open);
    await until(() => lines.length === 1);
    await before.close();

    const after = await start({ directory, clock: () => Date.now() + 60_000 });
    await until(() => after.webhooks.received.length === 1);

    expect(after.webhooks.types()).toEqual(["payment_intent.created"]);
    await after.close();
  });
});
