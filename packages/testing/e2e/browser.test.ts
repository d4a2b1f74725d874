import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type Client, createClient } from "#client/client";
import * as auth from "#client/generated/auth";
import * as categories from "#client/generated/categories";
import * as courses from "#client/generated/courses";
import * as orders from "#client/generated/orders";
import { browserInstalled, openBrowser } from "../browser";
import { linkToken, mailsTo } from "../inbox";
import { openTestPlatform, type TestPlatform } from "../platform";

const screenshots = join(__dirname, "..", "..", "..", ".build", "screenshots");

(browserInstalled ? describe : describe.skip)("a visitor in a browser", () => {
  let platform: TestPlatform;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    platform = await openTestPlatform({ seeded: true });
    browser = await openBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await platform.close();
  });

  /** Somebody who registered, and verified by the mailed link. */
  async function newVisitor(): Promise<{ api: Client; email: string }> {
    const email = `${randomUUID()}@example.com`;
    const api = createClient({ baseUrl: platform.cloud.urls.api });
    await auth.register(api, { body: { name: "Lata Kumari", email, password: "password123" } });
    const verification = (await mailsTo(platform, email)).find(({ subject }) => subject.includes("Confirm"));
    await auth.verifyEmail(api, { body: { token: verification ? linkToken(verification) : "" } });
    return { api, email };
  }

  async function checkout(api: Client, slug: string) {
    const { course } = await courses.bySlug(api, { params: { slug } });
    const { order, payment } = await orders.createPayment(api, { body: { course_id: course.id } });
    const page = await browser.newPage();
    await page.goto(payment?.checkout_url ?? "");
    return { order, page };
  }

  const fill = (page: Page, card: string) => page.getByRole("button", { name: `Fill in the card: ${card}` }).click();
  const payNow = (page: Page) => page.getByRole("button", { name: /^Pay ₹/ }).click();

  it("finds a course, pays for it on the page, and has it", async () => {
    const { api, email } = await newVisitor();
    const { categories: tops } = await categories.tree(api);
    const cloud = tops.flatMap(({ children }) => children).find(({ slug }) => slug === "cloud");
    const found = await courses.list(api, { query: { category: cloud?.id, sort: "price_asc" } });
    const { order, page } = await checkout(api, found.courses[0]?.slug ?? "");

    await page.screenshot({ path: join(screenshots, "checkout.png") });
    await fill(page, "Succeeds");
    await payNow(page);
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.screenshot({ path: join(screenshots, "paid.png") });
    await page.close();
    const mails = await mailsTo(platform, email);

    const enrolled = await courses.enrolled(api);
    expect(enrolled).toMatchObject({
      total: 1,
      courses: [{ order_id: order.id, course: { title: "Serverless on AWS" } }],
    });
    const subjects = mails.map(({ subject }) => subject).sort();
    expect(subjects).toHaveLength(4);
    expect(mails.filter(({ text }) => text.includes(order.id))).toHaveLength(1);
  });

  it("is told of a declined card, and pays with another", async () => {
    const { api } = await newVisitor();
    const { order, page } = await checkout(api, "statistics-without-tears");

    await fill(page, "Declined");
    await payNow(page);
    await page
      .getByText(/declined/i)
      .first()
      .waitFor();
    await page.screenshot({ path: join(screenshots, "declined.png") });
    await platform.settled();
    await expect(orders.verifyPayment(api, { body: { order_id: order.id } })).rejects.toMatchObject({
      code: "payment_required",
    });
    await fill(page, "Succeeds");
    await payNow(page);
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.close();

    const verified = await orders.verifyPayment(api, { body: { order_id: order.id } });
    expect(verified.order.state).toBe("completed");
  });

  it("confirms with the bank where 3-D Secure asks for it", async () => {
    const { api } = await newVisitor();
    const { order, page } = await checkout(api, "python-for-data-analysis");

    await fill(page, "Asks for 3-D Secure");
    await payNow(page);
    const complete = page.getByRole("button", { name: /complete/i });
    await complete.waitFor();
    await page.screenshot({ path: join(screenshots, "challenge.png") });
    await complete.click();
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.close();
    await platform.settled();

    const { order: settled } = await orders.byId(api, { params: { id: order.id } });
    expect(settled.state).toBe("completed");
  });

  it("reads the API reference, and tries a call from it", async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${platform.cloud.urls.api}/docs`);

    // Of a long reference the page draws what is in sight only.
    await page.getByPlaceholder("Filter by tag or path").fill("courses/featured");
    await page.getByText("courses.featured").click();
    await page.getByRole("button", { name: "Execute" }).click();
    const answer = page.locator(".live-responses-table .response-col_description .highlight-code").first();
    await answer.waitFor();
    const shown = await answer.textContent();
    await page.screenshot({ path: join(screenshots, "reference.png") });
    await page.close();

    expect(shown).toContain('"featured": true');
  });
});
