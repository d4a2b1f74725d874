import type { Browser } from "playwright-core";
import { askingPage, donePage } from "#functions/mail/page";
import { samples } from "#functions/mailer/samples";
import { browserInstalled, openBrowser } from "../browser";
import { exhibit, type Look } from "../mail/gallery";

/** As long as both may be, and without a place to break. */
const long = {
  name: "Chandrasekharendra Saraswathi Venkataraman",
  title: `Electroencephalographically${"x".repeat(120)}`,
};

(browserInstalled ? describe : describe.skip)("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const htmlOf = (mails: ReturnType<typeof samples>) =>
    Object.fromEntries(Object.entries(mails).map(([name, { html }]) => [name, html]));

  const faulty = (looks: Look[]) => looks.filter(({ faults }) => faults.length > 0);

  it("every mail fits a phone and a desk, by day and in the dark", async () => {
    const looks = await exhibit(browser, htmlOf(samples()));
    expect(looks.length).toBe(4 * Object.keys(samples()).length);
    expect(faulty(looks)).toEqual([]);
  }, 120_000);

  it("whatever is in it", async () => {
    expect(faulty(await exhibit(browser, htmlOf(samples(long.name, long.title))))).toEqual([]);
  }, 120_000);

  it("and the eye sees what doesn't", async () => {
    const wide = '<table class="card" style="background: #fff; width: 900px"><tr><td><h1>x</h1></td></tr></table>';
    const [look] = faulty(await exhibit(browser, { wide }));
    expect(look?.faults).toContain("TABLE.card is wider than the window");
  });

  it("the page that a link leads to asks with a button, and its form says what one click says", async () => {
    const page = await browser.newPage();
    const asked: (string | null)[] = [];
    await page.route("https://api.instaiq.example/**", (route, request) => {
      if (request.method() === "POST") asked.push(request.postData());
      const { content, contentType, headers } =
        request.method() === "POST" ? donePage("reminders") : askingPage("reminders");
      return route.fulfill({ body: String(content), contentType, headers });
    });
    await page.goto("https://api.instaiq.example/api/mail/unsubscribe/t");
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await page.getByRole("heading", { name: "You are unsubscribed" }).waitFor();
    expect(asked).toEqual(["List-Unsubscribe=One-Click"]);
    await page.close();
  });
});
