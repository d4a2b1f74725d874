import { createHmac } from "node:crypto";
import fc from "fast-check";
import { z } from "zod";
import { until } from "#local/payments/fixture";
import { receiveWebhooks, webhookSecret } from "#local/razorpay/fixture";
import { type OpenedRazorpay, openRazorpayProvider } from "#testing/razorpay";

type Webhooks = Awaited<ReturnType<typeof receiveWebhooks>>;

describe("what Razorpay tells", () => {
  let webhooks: Webhooks;
  let open: OpenedRazorpay;
  beforeAll(async () => {
    webhooks = await receiveWebhooks();
    open = await openRazorpayProvider({ webhook: { url: () => webhooks.origin, secret: () => webhookSecret } });
  });
  afterAll(async () => {
    await open.close();
    await webhooks.close();
  });

  async function ordered() {
    const request = open.request();
    return { order_id: request.order_id, ...(await open.provider.create(request)) };
  }

  /** The webhook of that type that came last. */
  async function told(type: string) {
    const last = () => webhooks.received.findLast((one) => one.type === type);
    await until(() => last() !== undefined);
    await open.local.razorpay.settled();
    const { id = "", body = "", signature = "" } = last() ?? {};
    webhooks.received.length = 0;
    return { body: Buffer.from(body), headers: { "x-razorpay-event-id": id, "x-razorpay-signature": signature } };
  }

  const read = async (type: string) => {
    const { body, headers } = await told(type);
    return { header: headers["x-razorpay-event-id"], event: await open.provider.readEvent(body, headers) };
  };

  it.each(["payment.captured", "order.paid"])("is evidence of a payment: %s", async (type) => {
    const { order_id, reference } = await ordered();
    const { razorpay_payment_id: payment_id } = await open.local.pay(reference, { method: "netbanking" });
    const { header, event } = await read(type);
    expect(event?.id).toBe(header);
    expect(event?.evidence).toEqual({
      ...{ provider: "razorpay", reference, payment_id, order_id, outcome: "paid" },
      ...{ amount: 149_900, currency: "INR", method: "netbanking" },
    });
  });

  it.each(["payment.captured", "payment.authorized"])("names our order where %s has no notes", async (type) => {
    const { order_id, reference } = await ordered();
    await open.local.pay(reference, { notes: {} });
    const { event } = await read(type);
    expect(event?.evidence).toMatchObject({ order_id, reference, outcome: "paid" });
  });

  it("is why a payment was declined", async () => {
    const { order_id, reference } = await ordered();
    await open.local.pay(reference, { outcome: "failed" });
    const { event } = await read("payment.failed");
    expect(event?.evidence).toMatchObject({ order_id, outcome: "open", declined: expect.stringContaining("bank") });
  });

  it("is no payment while one is only authorized", async () => {
    const { reference } = await ordered();
    await open.local.pay(reference, { outcome: "authorized" });
    expect((await read("payment.authorized")).event?.evidence?.outcome).toBe("open");
  });

  it("leads to the payment of a refund", async () => {
    const { reference } = await ordered();
    await open.local.pay(reference);
    const { id } = await open.provider.refund({ reference, refund_id: `rfd_${reference}`, amount: 10_000 });
    expect((await read("refund.processed")).event).toEqual({ id: expect.any(String), changed: reference });
    await open.local.control(`refunds/${id}/fail`);
    expect((await read("refund.failed")).event?.changed).toBe(reference);
  });

  it("leads to the payment of a dispute", async () => {
    const { reference } = await ordered();
    const { razorpay_payment_id: payment_id } = await open.local.pay(reference);
    const { id } = z.looseObject({ id: z.string() }).parse((await open.local.control("disputes", { payment_id })).body);
    expect((await read("payment.dispute.created")).event?.changed).toBe(reference);
    await open.local.control(`disputes/${id}/close`, { status: "lost" });
    expect((await read("payment.dispute.lost")).event?.changed).toBe(reference);
  });

  it("is taken for nothing where we know nothing of it", async () => {
    const body = Buffer.from(JSON.stringify({ event: "settlement.processed", payload: { settlement: {} } }));
    const signature = createHmac("sha256", webhookSecret).update(body).digest("hex");
    const headers = { "x-razorpay-signature": signature };
    expect(await open.provider.readEvent(body, headers)).toEqual({ id: signature });
  });

  it("isn't believed when a byte of it was changed", async () => {
    const { reference } = await ordered();
    await open.local.pay(reference);
    const { body, headers } = await told("payment.captured");
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const mutated = Buffer.from(body);
        mutated[at] = (mutated[at] ?? 0) ^ change;
        expect(await open.provider.readEvent(mutated, headers)).toBeUndefined();
      }),
    );
  });

  it.each([
    ["no signature", () => undefined],
    ["an empty signature", () => ""],
    ["another's signature", (body: Buffer) => createHmac("sha256", "other").update(body).digest("hex")],
    ["half a signature", (body: Buffer) => createHmac("sha256", webhookSecret).update(body).digest("hex").slice(32)],
    ["its signature and more", (body: Buffer) => `${createHmac("sha256", webhookSecret).update(body).digest("hex")}00`],
  ])("isn't believed with %s", async (_, signed) => {
    const body = Buffer.from(JSON.stringify({ event: "payment.captured", payload: {} }));
    expect(await open.provider.readEvent(body, { "x-razorpay-signature": signed(body) })).toBeUndefined();
  });

  it("is believed of the checkout when the key's secret signed it", async () => {
    const { reference } = await ordered();
    const { razorpay_payment_id: payment_id, razorpay_signature: signature } = await open.local.pay(reference);
    expect(await open.verifySignature(reference, payment_id, signature)).toBe(true);
    const forged: [string, string, string][] = [
      ["order_other", payment_id, signature],
      [reference, "pay_other", signature],
      [reference, payment_id, signature.replace(/^./, (first) => (first === "0" ? "1" : "0"))],
      [reference, payment_id, signature.replace(/.$/, (last) => (last === "0" ? "1" : "0"))],
      [reference, payment_id, signature.slice(1)],
      [reference, payment_id, ""],
      [reference, payment_id, createHmac("sha256", webhookSecret).update(`${reference}|${payment_id}`).digest("hex")],
    ];
    for (const [order, payment, given] of forged) {
      expect(await open.verifySignature(order, payment, given)).toBe(false);
    }
  });
});
