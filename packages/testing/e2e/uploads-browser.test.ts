import type { Browser, Page } from "playwright-core";
import { type HttpServer, serve } from "#local/cloud/http-server";
import { call } from "../api";
import { browserInstalled, openBrowser } from "../browser";
import { announce, newUpload, png } from "../files";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { withProperty } from "../template/alterations";

const headers = { "content-type": "text/html" };

/** One pixel. */
const picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

(browserInstalled ? describe : describe.skip)("a page in a browser", () => {
  let site: HttpServer;
  let platform: TestPlatform;
  let browser: Browser;
  let person: Person;
  beforeAll(async () => {
    site = await serve(async () => ({ status: 200, headers, body: "<title>The site</title>" }), 0);
    const CorsRules = [{ AllowedOrigins: [site.url], AllowedMethods: ["GET", "POST"], AllowedHeaders: ["*"] }];
    const opened = withProperty("Media", "CorsConfiguration", { CorsRules });
    platform = await openTestPlatform({ mutate: (_stack, template) => opened(template) });
    browser = await openBrowser();
    person = await newPerson(platform);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await platform.close();
    await site.close();
  });

  async function pageOf(origin: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(origin);
    return page;
  }

  /** Sends a file as the page's script would; answers the status, or why the page may not know it. */
  async function sendFrom(page: Page): Promise<string> {
    const { url, fields } = (await announce(platform, person)).body.upload;
    return page.evaluate(
      async ({ url, fields, bytes }) => {
        const form = new FormData();
        for (const [name, value] of Object.entries<string>(fields)) form.set(name, value);
        form.set("file", new Blob([Uint8Array.from(bytes)]), "me.png");
        const sent = fetch(url, { method: "POST", body: form });
        return sent.then(
          ({ status }) => String(status),
          (error: Error) => error.name,
        );
      },
      { url, fields, bytes: [...png()] },
    );
  }

  it("of the site sends a file straight into storage, and one of another origin isn't told of it", async () => {
    expect(await sendFrom(await pageOf(site.url))).toBe("204");
    expect(await sendFrom(await pageOf(site.url.replace("127.0.0.1", "localhost")))).toBe("TypeError");
  });

  it("shows the picture under its lasting address", async () => {
    const avatar_upload_id = await newUpload(platform, person, { file: Buffer.from(picture, "base64") });
    const body = { avatar_upload_id };
    const { user } = (await call(platform, "PUT /api/auth/profile", { token: person.token, body })).body;
    const page = await pageOf(site.url);
    await page.setContent(`<img alt="me" src="${user.avatar_url}">`);
    expect(await page.evaluate("document.images[0].naturalWidth")).toBe(1);
  });
});
