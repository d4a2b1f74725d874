import { call } from "../api";
import { violations } from "../invariants";
import { pay } from "../payments";
import { newPerson } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { readRecords, stripeOf } from "../records";
import { enrolledIn, type Ordered, openShop, type Shoppers } from "../shoppers";
import { delivered } from "../webhook";

describe("paying by card", () => {
  let platform: TestPlatform;
  let shop: Shoppers;
  beforeAll(async () => {
    platform = await openTestPlatform();
    shop = await openShop(platform, await newPerson(platform, { role: "admin" }));
  });
  afterEach(async () => expect(await violations(platform)).toEqual([]));
  afterAll(() => platform.close());

  const verify = ({ buyer, order }: Ordered) =>
    call(platform, "POST /api/orders/verify-payment", { token: buyer.token, body: { order_id: order.id } });

  const orderRow = async ({ order: { id } }: Ordered) =>
    (await readRecords(platform)).order.find((one) => one.id === id);

  const enrolled = async ({ buyer, course }: Ordered) => (await enrolledIn(platform, buyer)).includes(course.id);

  /** What a buyer does on Stripe's page, as the browser sends it. */
  const post = ({ payment }: Ordered, part: string, fields: Record<string, string>) =>
    fetch(`${platform.cloud.urls.stripe}/pay/${payment.payment_id}${part}`, {
      method: "POST",
      body: new URLSearchParams({ client_secret: payment.client_secret, ...fields }),
      redirect: "manual",
    });

  const typed = (number: string) => ({ number, expiry: "12 / 39", cvc: "123", name: "Asha Rao" });

  it.each([
    ["pm_card_chargeDeclined", "Your card was declined."],
    ["pm_card_chargeDeclinedInsufficientFunds", "Your card has insufficient funds."],
  ])("tells why %s was declined, and takes a good one afterwards", async (method, reason) => {
    const ordered = await shop.ordered();
    expect((await pay(platform, ordered.payment, method)).status).toBe(402);
    await delivered(platform);
    expect(await verify(ordered)).toMatchObject({ status: 402, body: { code: "payment_required", detail: reason } });
    expect(await orderRow(ordered)).toMatchObject({ state: "pending", declined: reason });
    expect(await enrolled(ordered)).toBe(false);

    expect((await pay(platform, ordered.payment)).status).toBe(200);
    await delivered(platform);
    expect(await orderRow(ordered)).toMatchObject({ state: "completed" });
    expect(await enrolled(ordered)).toBe(true);
  });

  it.each(["complete", "fail"])("waits for the bank's question, and follows its answer: %s", async (outcome) => {
    const ordered = await shop.ordered();
    const asked = await (await pay(platform, ordered.payment, "pm_card_threeDSecure2Required")).json();
    expect(asked).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
    await delivered(platform);
    expect((await verify(ordered)).status).toBe(402);

    expect((await post(ordered, "/challenge", { outcome })).status).toBe(303);
    await delivered(platform);
    expect(await orderRow(ordered)).toMatchObject({ state: outcome === "complete" ? "completed" : "pending" });
    expect(await enrolled(ordered)).toBe(outcome === "complete");
  });

  it("takes another card after a failed 3-D Secure", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment, "pm_card_threeDSecure2Required");
    await post(ordered, "/challenge", { outcome: "fail" });
    await delivered(platform);
    expect((await orderRow(ordered))?.declined).toMatch(/unable to authenticate/);
    await pay(platform, ordered.payment);
    await delivered(platform);
    expect(await enrolled(ordered)).toBe(true);
  });

  it("leaves an order open whose 3-D Secure is abandoned", async () => {
    const ordered = await shop.ordered();
    await pay(platform, ordered.payment, "pm_card_authenticationRequired");
    await delivered(platform);
    expect(await orderRow(ordered)).toMatchObject({ state: "pending" });
    const again = await call(platform, "POST /api/orders/create-payment", {
      token: ordered.buyer.token,
      body: { course_id: ordered.course.id },
    });
    expect(again.body).toMatchObject({ order: { id: ordered.order.id }, payment: ordered.payment });
  });

  it("is paid on the page: declined, then asked by the bank, then done", async () => {
    const ordered = await shop.ordered();
    expect((await post(ordered, "", typed("4000 0000 0000 0002"))).status).toBe(402);
    const redirect = await post(ordered, "", typed("4000 0025 0000 3155"));
    expect(redirect.headers.get("location")).toMatch(/\/challenge\?/);
    expect(await enrolled(ordered)).toBe(false);
    await post(ordered, "/challenge", { outcome: "complete" });
    await delivered(platform);
    expect(await enrolled(ordered)).toBe(true);
    const intent = await stripeOf(platform).paymentIntents.retrieve(ordered.payment.payment_id);
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 149900, currency: "inr" });
  });
});
