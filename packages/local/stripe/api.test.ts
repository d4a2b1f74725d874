import { paidBy, publishableKey, type RunningStripe, secretKey, startStripe } from "./fixture";

describe("the API", () => {
  let local: RunningStripe;
  beforeAll(async () => {
    local = await startStripe();
  });
  afterAll(() => local.close());

  const open = { amount: 100_000, currency: "inr", metadata: { order: "ord_1" } };

  describe("keys", () => {
    const ask = (authorization?: string) =>
      fetch(`${local.origin}/v1/balance`, { headers: authorization === undefined ? {} : { authorization } });

    it.each([
      ["none", undefined, "api_key_missing"],
      ["a wrong bearer token", "Bearer sk_test_somebody_else", "invalid_api_key"],
      ["a wrong user name", `Basic ${btoa("sk_test_x:")}`, "invalid_api_key"],
      ["the publishable key", `Bearer ${publishableKey}`, "secret_key_required"],
    ])("refuses %s", async (_, authorization, code) => {
      const answer = await ask(authorization);

      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error", code } });
    });

    it("takes the secret key as bearer token and as user name", async () => {
      expect((await ask(`Bearer ${secretKey}`)).status).toBe(200);
      expect((await ask(`Basic ${btoa(`${secretKey}:`)}`)).status).toBe(200);
    });

    it("never repeats a wrong key in full", async () => {
      const answer = await ask("Bearer sk_test_somebody_else");

      expect(await answer.text()).not.toContain("somebody");
    });
  });

  describe("browsers", () => {
    it("retrieves with the client secret, without what only the merchant knows", async () => {
      const { id, client_secret } = await local.sdk.paymentIntents.create(open);

      const seen = await local.browserSdk.paymentIntents.retrieve(id, { client_secret: client_secret ?? "" });

      expect(seen).toMatchObject({ id, amount: 100_000, client_secret });
      expect(seen).not.toHaveProperty("metadata");
    });

    it.each(["", "pi_guess_secret_guess"])("finds no intent with the client secret '%s'", async (secret) => {
      const { id } = await local.sdk.paymentIntents.create(open);

      await expect(local.browserSdk.paymentIntents.retrieve(id, { client_secret: secret })).rejects.toMatchObject({
        statusCode: 404,
        code: "resource_missing",
      });
    });

    it("confirms with a typed card from a page of another origin", async () => {
      const { id, client_secret } = await local.sdk.paymentIntents.create(open);

      const answer = await confirmFromPage(id, client_secret, "4242 4242 4242 4242");

      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(await answer.json()).toMatchObject({ id, status: "succeeded" });
    });

    it.each([
      ["4242424242424241", { code: "incorrect_number", param: "number" }],
      ["4000000000000002", { code: "card_declined", decline_code: "generic_decline" }],
      ["4111111111111111", { code: "card_declined", decline_code: "test_mode_live_card" }],
    ])("refuses the card %s", async (number, error) => {
      const { id, client_secret } = await local.sdk.paymentIntents.create(open);

      const answer = await confirmFromPage(id, client_secret, number);

      const body = await answer.text();
      expect(answer.status).toBe(402);
      expect(JSON.parse(body)).toMatchObject({ error: { type: "card_error", ...error } });
      expect(body).not.toContain("ord_1");
    });

    it("keeps no card number", async () => {
      const { id, client_secret } = await local.sdk.paymentIntents.create(open);
      await confirmFromPage(id, client_secret, "4242424242424242");

      const intent = await local.sdk.paymentIntents.retrieve(id, { expand: ["payment_method", "latest_charge"] });

      expect(intent.payment_method).toMatchObject({ card: { last4: "4242" } });
      expect(JSON.stringify(intent)).not.toContain("42424242");
    });

    it("answers the preflight", async () => {
      const answer = await fetch(`${local.origin}/v1/payment_intents/pi_1/confirm`, { method: "OPTIONS" });

      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
    });

    function confirmFromPage(id: string, clientSecret: string | null, number: string) {
      const body = new URLSearchParams({
        client_secret: clientSecret ?? "",
        return_url: "http://localhost:3000/done",
        "payment_method_data[type]": "card",
        "payment_method_data[card][number]": number,
        "payment_method_data[card][exp_month]": "12",
        "payment_method_data[card][exp_year]": "40",
        "payment_method_data[card][cvc]": "123",
        "payment_method_data[billing_details][name]": "Asha Rao",
      });
      const headers = { authorization: `Bearer ${publishableKey}` };
      return fetch(`${local.origin}/v1/payment_intents/${id}/confirm`, { method: "POST", headers, body });
    }
  });

  describe("errors", () => {
    it("says that a URL is unrecognized", async () => {
      await expect(local.sdk.products.list()).rejects.toMatchObject({
        statusCode: 404,
        type: "StripeInvalidRequestError",
        message: expect.stringContaining("Unrecognized request URL (GET: /v1/products)"),
      });
    });

    it("finds nothing under an unknown id", async () => {
      await expect(local.sdk.paymentIntents.retrieve("pi_none")).rejects.toMatchObject({
        statusCode: 404,
        code: "resource_missing",
        message: "No such payment_intent: 'pi_none'",
        requestId: expect.stringMatching(/^req_/),
      });
    });

    it.each([
      ["unknown", { amount: "100", currency: "inr", ammount: "1" }, "parameter_unknown", "ammount"],
      ["missing", { currency: "inr" }, "parameter_missing", "amount"],
      ["called __proto__", { amount: "100", "__proto__[x]": "1" }, "parameter_unknown", "__proto__"],
      ["nested", { "metadata[a][b]": "1" }, "parameter_invalid", "metadata"],
    ])("names the parameter that is %s", async (_, params, code, param) => {
      const answer = await fetch(`${local.origin}/v1/payment_intents`, {
        method: "POST",
        headers: { authorization: `Bearer ${secretKey}` },
        body: new URLSearchParams(Object.entries(params)),
      });

      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code, param } });
    });

    it("can't expand what is no object", async () => {
      await expect(local.sdk.paymentIntents.create({ ...open, expand: ["amount"] })).rejects.toMatchObject({
        message: "This property cannot be expanded (amount).",
      });
    });
  });

  describe("lists", () => {
    it("pages from the newest to the oldest", async () => {
      const alone = await startStripe();
      const created: string[] = [];
      for (let i = 0; i < 5; i += 1) created.unshift((await alone.sdk.paymentIntents.create(open)).id);

      const first = await alone.sdk.paymentIntents.list({ limit: 2 });
      const all = await alone.sdk.paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 100 });

      expect(first).toMatchObject({ has_more: true, url: "/v1/payment_intents" });
      expect(all.map(({ id }) => id)).toEqual(created);
      await alone.close();
    });

    it("keeps to the asked time", async () => {
      let now = 1_700_000_000_000;
      const alone = await startStripe({ clock: () => now });
      await alone.sdk.paymentIntents.create(open);
      now += 60_000;
      const { id, created } = await alone.sdk.paymentIntents.create(open);

      const { data } = await alone.sdk.paymentIntents.list({ created: { gte: created } });

      expect(data.map((intent) => intent.id)).toEqual([id]);
      await alone.close();
    });

    it("filters events by their types", async () => {
      const { id } = await local.sdk.paymentIntents.create(paidBy("pm_card_visa"));

      const { data } = await local.sdk.events.list({
        types: ["payment_intent.succeeded", "charge.succeeded"],
        limit: 2,
      });

      expect(data.map(({ type }) => type)).toEqual(["payment_intent.succeeded", "charge.succeeded"]);
      expect(data[0]).toMatchObject({ data: { object: { id } }, livemode: false, request: { id: expect.any(String) } });
      expect(await local.sdk.events.retrieve(data[0]?.id ?? "")).toMatchObject({ type: "payment_intent.succeeded" });
    });
  });

  it("lists every payment between two moments, page after page", async () => {
    let now = Date.UTC(2026, 0, 1);
    const alone = await startStripe({ clock: () => now });
    const made: string[] = [];
    for (; made.length < 7; now += 1000) {
      made.push((await alone.sdk.paymentIntents.create({ amount: 100_000, currency: "inr" })).id);
    }
    const start = Date.UTC(2026, 0, 1) / 1000;

    const found: string[] = [];
    const created = { gte: start + 1, lt: start + 6 };
    for await (const { id } of alone.sdk.paymentIntents.list({ created, limit: 2 })) found.push(id);

    expect(found).toEqual(made.slice(1, 6).reverse());
    await alone.close();
  });

  it("creates, updates and retrieves customers", async () => {
    const { id } = await local.sdk.customers.create({ email: "asha@example.com", metadata: { user: "usr_1" } });
    await local.sdk.customers.update(id, { name: "Asha Rao" });

    const customer = await local.sdk.customers.retrieve(id);

    expect(customer).toMatchObject({ email: "asha@example.com", name: "Asha Rao", metadata: { user: "usr_1" } });
  });

  it("has a balance: pending at first, available two days later", async () => {
    let now = Date.now();
    const alone = await startStripe({ clock: () => now });
    await alone.sdk.paymentIntents.create(paidBy("pm_card_visa", { amount: 100_000 }));
    expect(await alone.sdk.balance.retrieve()).toMatchObject({ available: [], pending: [{ amount: 98_000 }] });

    now += 2 * 86_400_000;

    expect(await alone.sdk.balance.retrieve()).toMatchObject({
      available: [{ amount: 98_000, currency: "inr" }],
      pending: [],
    });
    await alone.close();
  });
});
