import { z } from "zod";
import { paidBy, type RunningStripe, receiveWebhooks, startStripe } from "./fixture";

const Dispute = z.looseObject({ id: z.string() });

describe("refunds and disputes", () => {
  let local: RunningStripe;
  beforeAll(async () => {
    local = await startStripe();
  });
  afterAll(() => local.close());

  const pay = (method = "pm_card_visa") => local.sdk.paymentIntents.create(paidBy(method, { amount: 100_000 }));

  it("return the whole payment", async () => {
    const intent = await pay();

    const refund = await local.sdk.refunds.create({ payment_intent: intent.id, reason: "requested_by_customer" });

    expect(refund).toMatchObject({ amount: 100_000, status: "succeeded", charge: intent.latest_charge });
    expect(await local.sdk.charges.retrieve(String(intent.latest_charge))).toMatchObject({
      refunded: true,
      amount_refunded: 100_000,
    });
  });

  it("return parts until nothing is left", async () => {
    const { id } = await pay();
    await local.sdk.refunds.create({ payment_intent: id, amount: 30_000, metadata: { seat: "2" } });

    await expect(local.sdk.refunds.create({ payment_intent: id, amount: 70_001 })).rejects.toMatchObject({
      statusCode: 400,
      message: "Refund amount (₹700.01) is greater than unrefunded amount on charge (₹700.00)",
    });
    expect((await local.sdk.refunds.create({ payment_intent: id })).amount).toBe(70_000);
    await expect(local.sdk.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });

    const { data } = await local.sdk.refunds.list({ payment_intent: id });
    expect(data.map(({ amount }) => amount)).toEqual([70_000, 30_000]);
  });

  it("are retrieved with what they were noted with", async () => {
    const { id } = await pay();
    const refund = await local.sdk.refunds.create({ payment_intent: id, amount: 1, metadata: { seat: "2" } });

    expect(await local.sdk.refunds.retrieve(refund.id)).toEqual(refund);
  });

  it("take a charge instead of the intent", async () => {
    const { latest_charge } = await pay();

    const refund = await local.sdk.refunds.create({ charge: String(latest_charge) });

    expect(refund.amount).toBe(100_000);
  });

  it("need a payment that went through", async () => {
    const { id } = await local.sdk.paymentIntents.create({ amount: 100_000, currency: "inr" });

    await expect(local.sdk.refunds.create({ payment_intent: id })).rejects.toMatchObject({ statusCode: 400 });
    await expect(local.sdk.refunds.create({ payment_intent: "pi_none" })).rejects.toMatchObject({
      code: "resource_missing",
    });
    await expect(local.sdk.refunds.create({ amount: 5 })).rejects.toMatchObject({ code: "parameter_missing" });
  });

  it.each(["won", "lost"])("a dispute is opened and %s", async (status) => {
    const { id, latest_charge } = await pay();

    const opened = await local.control("disputes", { payment_intent: id, reason: "fraudulent" });
    const dispute = Dispute.parse(await opened.json());
    const closed = await local.control(`disputes/${dispute.id}/close`, { status });

    expect(dispute).toMatchObject({ payment_intent: id, charge: latest_charge, status: "needs_response" });
    expect(await closed.json()).toMatchObject({ id: dispute.id, status });
    expect(await local.sdk.disputes.retrieve(dispute.id)).toMatchObject({ status });
    const { data } = await local.sdk.events.list({ type: "charge.dispute.*", limit: 2 });
    expect(data.map(({ type }) => type)).toEqual(["charge.dispute.closed", "charge.dispute.created"]);
    await expect(local.sdk.refunds.create({ payment_intent: id })).rejects.toMatchObject({ code: "charge_disputed" });
  });

  it("a dispute is about what is left of the payment, and there is none about nothing", async () => {
    const { id } = await pay();
    await local.sdk.refunds.create({ payment_intent: id, amount: 1_000 });
    const { amount } = await local.sdk.paymentIntents.retrieve(id);
    const partly = Dispute.parse(await (await local.control("disputes", { payment_intent: id })).json());
    expect(await local.sdk.disputes.retrieve(partly.id)).toMatchObject({ amount: amount - 1_000 });

    const whole = await pay();
    await local.sdk.refunds.create({ payment_intent: whole.id });
    expect((await local.control("disputes", { payment_intent: whole.id })).status).toBe(400);
  });

  it("the card for it is disputed by itself", async () => {
    const webhooks = await receiveWebhooks();
    const alone = await startStripe({ webhook: { url: () => webhooks.origin, secret: () => "whsec" } });

    await alone.sdk.paymentIntents.create(paidBy("pm_card_createDispute"));
    await alone.stripe.settled();

    expect(webhooks.types()).toContain("charge.dispute.created");
    await alone.close();
    await webhooks.close();
  });

  it("are listed by the payment they belong to, with their notes", async () => {
    const [intent, other] = [await pay(), await pay()];
    const refund = await local.sdk.refunds.create({
      ...{ payment_intent: intent.id, amount: 1_000, metadata: { refund_id: "rfd_1" } },
    });
    await local.sdk.refunds.create({ payment_intent: other.id, amount: 1_000 });
    await local.control("disputes", { payment_intent: intent.id, amount: 5_000 });
    await local.control("disputes", { payment_intent: other.id });

    const refunds = await local.sdk.refunds.list({ payment_intent: intent.id, limit: 100 });
    const disputes = await local.sdk.disputes.list({ payment_intent: intent.id, limit: 100 });

    expect(refunds.data).toMatchObject([{ id: refund.id, metadata: { refund_id: "rfd_1" } }]);
    expect(disputes.data).toMatchObject([{ payment_intent: intent.id, amount: 5_000, status: "needs_response" }]);
    expect((await local.sdk.disputes.list({ charge: String(other.latest_charge) })).data).toHaveLength(1);
  });

  it("come back to us when the buyer's bank can't take them", async () => {
    const intent = await pay();
    const refund = await local.sdk.refunds.create({ payment_intent: intent.id, amount: 60_000 });
    const net = async () => (await local.sdk.balance.retrieve()).available.map(({ amount }) => amount);
    const [before = 0] = await net();

    await local.control(`refunds/${refund.id}/fail`);

    expect(await local.sdk.refunds.retrieve(refund.id)).toMatchObject({
      ...{ status: "failed", failure_reason: "lost_or_stolen_card", failure_balance_transaction: expect.any(String) },
    });
    expect(await net()).toEqual([before + 60_000]);
    const { data } = await local.sdk.events.list({ types: ["refund.updated", "refund.failed"], limit: 2 });
    expect(data.map(({ type }) => type)).toEqual(["refund.failed", "refund.updated"]);
    expect((await local.sdk.refunds.create({ payment_intent: intent.id })).amount).toBe(100_000);
    expect((await local.control(`refunds/${refund.id}/fail`)).status).toBe(400);
  });

  it("controls are closed to pages of other origins", async () => {
    const answer = await fetch(`${local.origin}/local/webhooks`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: "{}",
    });

    expect(answer.status).toBe(400);
  });
});
