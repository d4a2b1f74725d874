import { z } from "zod";
import { type RunningRazorpay, startRazorpay } from "../fixture";

const Id = z.looseObject({ id: z.string() });
const shop = "http://localhost:5173/done?course=1";

describe("Razorpay's checkout", () => {
  let local: RunningRazorpay;
  beforeAll(async () => {
    local = await startRazorpay();
  });
  afterAll(() => local.close());

  const order = async () => {
    const body = { amount: 149_900, currency: "INR", receipt: "<b>ord</b>" };
    return Id.parse((await local.post("/v1/orders", body)).body).id;
  };
  const visit = (id: string, returnUrl: string = shop) =>
    fetch(`${local.origin}/pay/${id}?${new URLSearchParams({ return_url: returnUrl })}`);
  const choose = (id: string, form: Record<string, string>) =>
    fetch(`${local.origin}/pay/${id}`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });

  it("shows what is to be paid, and escapes it", async () => {
    const page = await (await visit(await order())).text();
    expect(page).toContain("Pay ₹1,499.00");
    expect(page).toContain("&lt;b&gt;ord&lt;/b&gt;");
    expect(page).not.toContain("<b>ord</b>");
  });

  it("goes back to the shop with three values", async () => {
    const id = await order();
    const answer = await choose(id, { outcome: "captured", method: "netbanking", return_url: shop });
    expect(answer.status).toBe(303);
    const back = new URL(answer.headers.get("location") ?? "");
    expect(back.origin + back.pathname).toBe("http://localhost:5173/done");
    expect([...back.searchParams.keys()]).toEqual([
      ...["course", "razorpay_payment_id", "razorpay_order_id", "razorpay_signature"],
    ]);
    expect(back.searchParams.get("razorpay_order_id")).toBe(id);
    expect((await local.get(`/v1/payments/${back.searchParams.get("razorpay_payment_id")}`)).body).toMatchObject({
      ...{ status: "captured", method: "netbanking" },
    });
  });

  it("says that a payment failed, and takes another try", async () => {
    const id = await order();
    const failed = await choose(id, { outcome: "failed", method: "card", return_url: shop });
    expect(failed.status).toBe(402);
    expect(await failed.text()).toContain("declined by the bank");
    expect((await choose(id, { outcome: "captured", return_url: shop })).status).toBe(303);
  });

  it("takes a paid order for paid", async () => {
    const id = await order();
    const { razorpay_payment_id: payment } = await local.pay(id);
    const page = await visit(id);
    expect(await page.text()).toContain("<h1>Paid</h1>");
    expect(page.headers.get("refresh")).toContain(`razorpay_payment_id=${payment}`);
    expect((await choose(id, { outcome: "captured" })).status).toBe(200);
    expect((await local.get(`/v1/orders/${id}`)).body).toMatchObject({ attempts: 1 });
  });

  it.each(["javascript:alert(1)", "http://evil.example/", "//evil.example"])("never leads to %s", async (address) => {
    const id = await order();
    expect(await (await visit(id, address)).text()).not.toContain("evil");
    const answer = await choose(id, { outcome: "captured", return_url: address });
    expect(answer.headers.get("location")).toBeNull();
    expect(await answer.text()).toContain("<h1>Paid</h1>");
  });

  it("knows no other orders", async () => {
    expect((await visit("order_none")).status).toBe(404);
  });
});
