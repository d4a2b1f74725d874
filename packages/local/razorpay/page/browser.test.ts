import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { z } from "zod";
import { listen } from "#local/payments/fixture";
import { type RunningRazorpay, startRazorpay } from "../fixture";

const executablePath = "/usr/bin/chromium";
const installed = existsSync(executablePath);
if (!installed) console.info(`Razorpay's checkout is not tried in a browser: there is no ${executablePath}.`);

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const Id = z.looseObject({ id: z.string() });

(installed ? describe : describe.skip)("Razorpay's checkout in a browser", () => {
  let local: RunningRazorpay;
  let browser: Browser;
  beforeAll(async () => {
    local = await startRazorpay();
    browser = await chromium.launch({ executablePath, args: [...quiet, ...offline] });
  });
  afterAll(async () => {
    await browser.close();
    await local.close();
  });

  it("says that a payment failed, takes another one and goes back to the shop", async () => {
    const shop = await listen(async () => ({ status: 200, headers: { "content-type": "text/html" }, body: "shop" }));
    const made = await local.post("/v1/orders", { amount: 149_900, currency: "INR", receipt: "ord_01kb" });
    const { id } = Id.parse(made.body);
    const page = await browser.newPage();
    await page.goto(`${local.origin}/pay/${id}?${new URLSearchParams({ return_url: `${shop.origin}/done` })}`);

    await page.getByLabel("Card").check();
    await page.getByRole("button", { name: "Fail" }).click();
    await page.getByRole("alert").getByText("declined by the bank").waitFor();
    await page.getByLabel("Netbanking").check();
    await page.getByRole("button", { name: "Pay ₹1,499.00" }).click();
    await page.waitForURL(`${shop.origin}/done?razorpay_payment_id=*`);

    expect((await local.get(`/v1/orders/${id}`)).body).toMatchObject({ status: "paid", attempts: 2 });
    expect((await local.get(`/v1/orders/${id}/payments`)).body).toMatchObject({
      items: [{ method: "netbanking" }, { method: "card" }],
    });
    await shop.close();
  });
});
