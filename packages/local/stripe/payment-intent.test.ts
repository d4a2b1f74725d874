import { paidBy, type RunningStripe, startStripe } from "./fixture";

describe("payment intents", () => {
  let local: RunningStripe;
  beforeAll(async () => {
    local = await startStripe();
  });
  afterAll(() => local.close());

  const open = { amount: 499_900, currency: "INR", metadata: { order: "ord_1" }, description: "React course" };

  it("starts without a payment method, with a client secret of its own", async () => {
    const intent = await local.sdk.paymentIntents.create(open);

    expect(intent).toMatchObject({ amount: 499_900, currency: "inr", status: "requires_payment_method" });
    expect(intent.metadata).toEqual({ order: "ord_1" });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_\\w{24}$`));
  });

  it("is retrieved as it was created", async () => {
    const intent = await local.sdk.paymentIntents.create(open);

    const retrieved = await local.sdk.paymentIntents.retrieve(intent.id);

    expect(retrieved).toEqual(intent);
  });

  it("succeeds with a good card, and books the charge and the fee", async () => {
    const intent = await local.sdk.paymentIntents.create(
      paidBy("pm_card_visa", { expand: ["latest_charge.balance_transaction"] }),
    );

    expect(intent).toMatchObject({ status: "succeeded", amount_received: 499_900 });
    expect(intent.latest_charge).toMatchObject({
      paid: true,
      payment_intent: intent.id,
      balance_transaction: { amount: 499_900, fee: 9_998, net: 489_902 },
    });
  });

  it("waits for its confirmation when a payment method is known", async () => {
    const intent = await local.sdk.paymentIntents.create({ ...open, payment_method: "pm_card_mastercard" });
    expect(intent.status).toBe("requires_confirmation");

    const paid = await local.sdk.paymentIntents.confirm(intent.id, { return_url: "https://example.com" });

    expect(paid.status).toBe("succeeded");
  });

  it.each([
    ["pm_card_chargeDeclined", "card_declined", "generic_decline"],
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
    ["pm_card_chargeDeclinedExpiredCard", "expired_card", ""],
    ["pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", ""],
  ])("is declined by %s, and open for another card", async (method, code, declineCode) => {
    const { id } = await local.sdk.paymentIntents.create(open);
    const confirm = (name: string) =>
      local.sdk.paymentIntents.confirm(id, { payment_method: name, return_url: "https://example.com" });

    await expect(confirm(method)).rejects.toMatchObject({
      type: "StripeCardError",
      statusCode: 402,
      code,
      decline_code: declineCode,
      payment_intent: { id, status: "requires_payment_method" },
    });

    const declined = await local.sdk.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
    expect(declined.last_payment_error).toMatchObject({ code });
    expect(declined.latest_charge).toMatchObject({ status: "failed", failure_code: code });
    expect((await confirm("pm_card_visa")).status).toBe("succeeded");
  });

  it("asks for 3-D Secure, and succeeds when the bank's page is completed", async () => {
    const intent = await local.sdk.paymentIntents.create({
      ...open,
      confirm: true,
      payment_method: "pm_card_threeDSecure2Required",
      return_url: "http://localhost:3000/done",
    });
    expect(intent).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });

    const answer = await answerBank(intent.next_action?.redirect_to_url?.url, "complete");

    expect(answer.get("location")).toBe(
      `http://localhost:3000/done?payment_intent=${intent.id}&payment_intent_client_secret=${intent.client_secret}&redirect_status=succeeded`,
    );
    expect((await local.sdk.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });

  it("is open again when the bank's page is failed", async () => {
    const intent = await local.sdk.paymentIntents.create({
      ...open,
      confirm: true,
      payment_method: "pm_card_threeDSecureRequired",
      return_url: "http://localhost:3000/done",
    });

    const answer = await answerBank(intent.next_action?.redirect_to_url?.url, "fail");

    expect(answer.get("location")).toContain("redirect_status=failed");
    expect(await local.sdk.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
  });

  it("is declined instead when no action can be taken", async () => {
    const asked = paidBy("pm_card_authenticationRequired", { off_session: true });

    await expect(local.sdk.paymentIntents.create(asked)).rejects.toMatchObject({ code: "authentication_required" });
  });

  it("is cancelled with a reason", async () => {
    const { id } = await local.sdk.paymentIntents.create(open);

    const canceled = await local.sdk.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });

    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    expect(canceled.canceled_at).toEqual(expect.any(Number));
  });

  it("can't be cancelled once it is paid", async () => {
    const { id } = await local.sdk.paymentIntents.create(paidBy("pm_card_visa"));

    await expect(local.sdk.paymentIntents.cancel(id)).rejects.toMatchObject({
      statusCode: 400,
      code: "payment_intent_unexpected_state",
      payment_intent: { id, status: "succeeded" },
    });
  });

  it("can't be confirmed twice", async () => {
    const { id } = await local.sdk.paymentIntents.create(paidBy("pm_card_visa"));

    await expect(local.sdk.paymentIntents.confirm(id, { payment_method: "pm_card_visa" })).rejects.toMatchObject({
      code: "payment_intent_unexpected_state",
    });
  });

  it("takes another amount and merges metadata until it is paid", async () => {
    const { id } = await local.sdk.paymentIntents.create(open);

    const updated = await local.sdk.paymentIntents.update(id, { amount: 9_900, metadata: { coupon: "X", order: "" } });

    expect(updated).toMatchObject({ amount: 9_900, description: "React course" });
    expect(updated.metadata).toEqual({ coupon: "X" });
  });

  it("keeps the amount that was paid", async () => {
    const { id } = await local.sdk.paymentIntents.create(paidBy("pm_card_visa"));

    await expect(local.sdk.paymentIntents.update(id, { amount: 100 })).rejects.toMatchObject({ statusCode: 400 });
  });

  it.each([
    ["an amount too small", { amount: 49, currency: "inr" }, { code: "amount_too_small", param: "amount" }],
    ["an amount of zero", { amount: 0, currency: "inr" }, { code: "parameter_invalid_integer" }],
    ["part of a paisa", { amount: 10.5, currency: "inr" }, { code: "parameter_invalid_integer", param: "amount" }],
    ["an unknown currency", { amount: 500, currency: "xxq" }, { param: "currency" }],
    ["an unknown customer", { ...open, customer: "cus_none" }, { code: "resource_missing", param: "customer" }],
    ["an unknown card", { ...open, payment_method: "pm_none" }, { code: "resource_missing", param: "payment_method" }],
    ["a confirmation without a card", { ...open, confirm: true }, { code: "payment_intent_unexpected_state" }],
    [
      "a confirmation without a way back",
      { ...open, confirm: true, payment_method: "pm_card_visa" },
      { code: "parameter_missing", param: "return_url" },
    ],
  ])("refuses %s", async (_, params, error) => {
    await expect(local.sdk.paymentIntents.create(params)).rejects.toMatchObject({ statusCode: 400, ...error });
  });

  async function answerBank(url: string | null | undefined, outcome: string): Promise<Headers> {
    const page = new URL(url ?? "");
    const body = new URLSearchParams({ outcome, client_secret: page.searchParams.get("client_secret") ?? "" });
    return (await fetch(`${page.origin}${page.pathname}`, { method: "POST", body, redirect: "manual" })).headers;
  }
});
