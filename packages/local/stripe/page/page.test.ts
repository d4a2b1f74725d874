import { paidBy, type RunningStripe, startStripe } from "../fixture";

describe("the payment page without JavaScript", () => {
  let local: RunningStripe;
  beforeAll(async () => {
    local = await startStripe();
  });
  afterAll(() => local.close());

  const good = { number: "4242 4242 4242 4242", expiry: "12 / 40", cvc: "123", name: "Asha Rao" };

  async function open(overrides: object = {}, returnUrl?: string) {
    const intent = await local.sdk.paymentIntents.create({ amount: 499_900, currency: "inr", ...overrides });
    const secret = { client_secret: intent.client_secret ?? "", ...(returnUrl && { return_url: returnUrl }) };
    const url = `${local.origin}/pay/${intent.id}`;
    return {
      id: intent.id,
      show: (more: object = {}) => fetch(`${url}?${new URLSearchParams({ ...secret, ...more })}`),
      pay: (card: object) =>
        fetch(url, { method: "POST", body: new URLSearchParams({ ...secret, ...card }), redirect: "manual" }),
      state: () => local.sdk.paymentIntents.retrieve(intent.id),
    };
  }

  it("shows what is paid, and asks for a card", async () => {
    const { show } = await open({ description: "React course", receipt_email: "asha@example.com" });

    const page = await (await show()).text();

    expect(page).toContain("Pay ₹4,999.00");
    expect(page).toContain("React course");
    expect(page).toContain('autocomplete="cc-number"');
    expect(page).toContain('<label for="cvc">CVC</label>');
  });

  it.each([
    ["inr", 12_345_678, "₹1,23,456.78"],
    ["jpy", 5_000, "¥5,000"],
    ["usd", 123_456, "$1,234.56"],
  ])("writes %s as it is written", async (currency, amount, text) => {
    const { show } = await open({ amount, currency });

    expect(await (await show()).text()).toContain(`Pay ${text}`);
  });

  it("escapes everything that it shows", async () => {
    const { pay, show } = await open({ description: `<script>alert(1)</script>"'&` });

    const shown = await (await show()).text();
    const answered = await (await pay({ ...good, number: "1", name: `"><img src=x>` })).text();

    expect(shown).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;");
    expect(answered).not.toContain("<img");
  });

  it("runs no script and frames nowhere but as its own", async () => {
    const { show } = await open();

    const policy = (await show()).headers.get("content-security-policy") ?? "";

    expect(policy).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
    expect(policy).not.toContain("unsafe");
  });

  it("fills a test card in", async () => {
    const { show } = await open();

    const page = await (await show({ card: "4000000000000002" })).text();

    expect(page).toContain('value="4000000000000002"');
    expect(page).toContain('value="123"');
  });

  it("takes the payment, says so and leads back", async () => {
    const { id, pay, state } = await open({}, "http://localhost:3000/orders?from=pay");

    const paid = await pay(good);
    const ending = await fetch(paid.headers.get("location") ?? "");

    expect(paid.status).toBe(303);
    expect((await state()).status).toBe("succeeded");
    expect(await ending.text()).toContain("<h1>Paid</h1>");
    expect(ending.headers.get("refresh")).toContain(
      `url=http://localhost:3000/orders?from=pay&payment_intent=${id}&payment_intent_client_secret=${id}_secret_`,
    );
    expect(ending.headers.get("refresh")).toMatch(/&redirect_status=succeeded$/);
  });

  it("takes the payment once, however often the form is sent", async () => {
    const { id, pay } = await open();

    await Promise.all([pay(good), pay(good), pay(good)]);

    const { data } = await local.sdk.events.list({ type: "charge.succeeded", limit: 100 });
    expect(data.filter((event) => JSON.stringify(event).includes(id))).toHaveLength(1);
  });

  it.each([
    ["4000 0000 0000 0002", "Your card was declined."],
    ["4000 0000 0000 9995", "Your card has insufficient funds."],
    ["4000 0000 0000 0069", "Your card has expired."],
    ["4000 0000 0000 0127", "Your card&#39;s security code is incorrect."],
    ["4111 1111 1111 1111", "used a non test card"],
  ])("says why %s is refused, and takes another card", async (number, message) => {
    const { pay, state } = await open();

    const refused = await pay({ ...good, number });

    expect(refused.status).toBe(402);
    expect(await refused.text()).toContain(message);
    expect((await state()).status).toBe("requires_payment_method");
    expect((await pay(good)).status).toBe(303);
  });

  it.each([
    ["number", { number: "4242 4242 4242 4241" }, "Your card number is incorrect."],
    ["number", { number: "" }, "Enter your card number."],
    ["expiry", { expiry: "13 / 40" }, "Your card&#39;s expiration month is invalid."],
    ["expiry", { expiry: "12 / 20" }, "Your card&#39;s expiration year is invalid."],
    ["expiry", { expiry: "soon" }, "Your card&#39;s expiration month is invalid."],
    ["cvc", { cvc: "12" }, "Your card&#39;s security code is invalid."],
    ["cvc", { number: "378282246310005" }, "Your card&#39;s security code is invalid."],
    ["name", { name: " " }, "Enter the name on the card."],
  ])("asks beside the field to repair the %s: %j", async (field, wrong, message) => {
    const { pay, state } = await open();

    const answer = await pay({ ...good, ...wrong });

    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`id="${field}-problem" aria-live="polite">${message}`);
    expect((await state()).latest_charge).toBeNull();
  });

  it.each(["4000 0025 0000 3155", "4000 0000 0000 3220"])("sends %s to the bank and back", async (number) => {
    const { id, pay, state } = await open({}, "https://shop.example/done");

    const challenged = await pay({ ...good, number });
    const bank = new URL(challenged.headers.get("location") ?? "");
    const page = await (await fetch(bank)).text();
    const body = new URLSearchParams({
      client_secret: bank.searchParams.get("client_secret") ?? "",
      outcome: "complete",
    });
    const back = await fetch(`${local.origin}${bank.pathname}`, { method: "POST", body });

    expect(bank.pathname).toBe(`/pay/${id}/challenge`);
    expect(page).toContain("₹4,999.00");
    expect(page).toContain(`•••• ${number.slice(-4)}`);
    expect(await back.text()).toContain("<h1>Paid</h1>");
    expect(back.headers.get("refresh")).toContain("https://shop.example/done?payment_intent=");
    expect((await state()).status).toBe("succeeded");
  });

  it("takes another card after the bank's page was failed", async () => {
    const { pay } = await open();
    const bank = new URL((await pay({ ...good, number: "4000000000003220" })).headers.get("location") ?? "");
    const body = new URLSearchParams({ client_secret: bank.searchParams.get("client_secret") ?? "", outcome: "fail" });

    const back = await (await fetch(`${local.origin}${bank.pathname}`, { method: "POST", body })).text();

    expect(back).toContain("We are unable to authenticate your payment method.");
    expect((await pay(good)).status).toBe(303);
  });

  it.each([
    "javascript:alert(1)",
    "http://evil.example/",
    "data:text/html,x",
    "//evil.example",
    "http://localhost.evil.example",
  ])("never leads to %s", async (returnUrl) => {
    const { pay } = await open({}, returnUrl);

    const ending = await fetch((await pay(good)).headers.get("location") ?? "");

    expect(ending.headers.get("refresh")).toBeNull();
    expect(await ending.text()).not.toContain("Return to");
  });

  it("shows a cancelled payment as cancelled", async () => {
    const { id, show } = await open();
    await local.sdk.paymentIntents.cancel(id);

    expect(await (await show()).text()).toContain("Payment cancelled");
  });

  it.each(["/pay/pi_none?client_secret=x", "/pay/pi_none"])("isn't found at %s", async (path) => {
    expect((await fetch(`${local.origin}${path}`)).status).toBe(404);
  });

  it("isn't found with a wrong client secret, whatever is sent", async () => {
    const { id } = await local.sdk.paymentIntents.create(paidBy("pm_card_visa"));

    for (const [path, init] of [
      [`/pay/${id}?client_secret=wrong`, {}],
      [`/pay/${id}`, { method: "POST", body: new URLSearchParams({ ...good, client_secret: "wrong" }) }],
      [`/pay/${id}/challenge`, { method: "POST", body: new URLSearchParams({ outcome: "complete" }) }],
    ] as const) {
      expect((await fetch(`${local.origin}${path}`, init)).status).toBe(404);
    }
  });
});
