import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { listen } from "#local/payments/fixture";
import { type RunningStripe, startStripe } from "../fixture";

const executablePath = "/usr/bin/chromium";
const installed = existsSync(executablePath);
if (!installed) console.info(`The payment page is not tried in a browser: there is no ${executablePath}.`);

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

(installed ? describe : describe.skip)("the payment page in a browser", () => {
  let local: RunningStripe;
  let browser: Browser;
  beforeAll(async () => {
    local = await startStripe();
    browser = await chromium.launch({ executablePath, args: [...quiet, ...offline] });
  });
  afterAll(async () => {
    await browser.close();
    await local.close();
  });

  async function open(returnUrl?: string) {
    const { id, client_secret } = await local.sdk.paymentIntents.create({ amount: 499_900, currency: "inr" });
    const query = new URLSearchParams({
      client_secret: client_secret ?? "",
      ...(returnUrl && { return_url: returnUrl }),
    });
    const page = await browser.newPage();
    await page.goto(`${local.origin}/pay/${id}?${query}`);
    return { page, status: async () => (await local.sdk.paymentIntents.retrieve(id)).status };
  }

  const fill = (page: Page, name: string) => page.getByRole("button", { name: `Fill in the card: ${name}` }).click();
  const payNow = (page: Page) => page.getByRole("button", { name: "Pay ₹4,999.00" }).click();

  it("formats what is typed, takes the payment and goes back to the shop", async () => {
    const shop = await listen(async () => ({ status: 200, headers: { "content-type": "text/html" }, body: "shop" }));
    const { page, status } = await open(`${shop.origin}/done`);
    await page.getByLabel("Card number").pressSequentially("4242424242424242");
    await page.getByLabel("Expiry").pressSequentially("1240");
    await page.getByLabel("CVC", { exact: true }).fill("123");
    await page.getByLabel("Name on card").fill("Asha Rao");
    expect(await page.getByLabel("Card number").inputValue()).toBe("4242 4242 4242 4242");
    expect(await page.getByLabel("Expiry").inputValue()).toBe("12 / 40");

    await payNow(page);
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.waitForURL(`${shop.origin}/done?*redirect_status=succeeded`);

    expect(await status()).toBe("succeeded");
    await shop.close();
  });

  it("tells of a wrong number before anything is sent", async () => {
    const { page, status } = await open();
    await fill(page, "Succeeds");
    await page.getByLabel("Card number").fill("4242 4242 4242 4241");

    await payNow(page);

    await page.getByText("Your card number is incorrect.").waitFor();
    expect(await page.getByLabel("Card number").getAttribute("aria-invalid")).toBe("true");
    expect(await status()).toBe("requires_payment_method");
  });

  it("says that a card was declined, and takes another one", async () => {
    const { page, status } = await open();
    await fill(page, "Declined");
    await payNow(page);
    await page.getByRole("alert").getByText("Your card was declined.").waitFor();

    await fill(page, "Succeeds");
    await payNow(page);

    await page.getByRole("heading", { name: "Paid" }).waitFor();
    expect(await status()).toBe("succeeded");
  });

  it("goes through the bank's page", async () => {
    const { page, status } = await open();
    await fill(page, "3-D Secure 2");
    await payNow(page);
    await page.getByRole("button", { name: "Fail" }).click();
    await page.getByText("We are unable to authenticate your payment method.").waitFor();
    await fill(page, "3-D Secure 2");
    await payNow(page);

    await page.getByRole("button", { name: "Complete" }).click();

    await page.getByRole("heading", { name: "Paid" }).waitFor();
    expect(await status()).toBe("succeeded");
  });
});
