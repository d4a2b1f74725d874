import type { Browser, Page } from "playwright-core";
import { type HttpServer, serve } from "#local/cloud/http-server";
import { browserInstalled, openBrowser } from "../browser";
import { announce, executable, png } from "../files";
import { newPerson, type Person } from "../people";
import { telephonePhotograph } from "../photographs";
import { openTestPlatform, type TestPlatform } from "../platform";
import { withProperty } from "../template/alterations";

const headers = { "content-type": "text/html" };

interface Settled {
  state: string;
  reason: string | null;
  width: number;
  height: number;
  placeholder: string;
  variants: { url: string; width: number; format: string }[];
}

/** What a browser has made of the page: the file that it chose, and how wide each image is in itself. */
interface Shown {
  chosen: string;
  width: number;
  each: number[];
}

/** The picture as a site shows it, 320 points wide; then each of its files by itself. */
function pageWith({ variants, placeholder }: Settled): string {
  const files = (format: string) => variants.filter((variant) => variant.format === format);
  const set = (format: string) =>
    files(format)
      .map(({ url, width }) => `${url} ${width}w`)
      .join(", ");
  const sources = ["avif", "webp"].map(
    (format) => `<source type="image/${format}" srcset="${set(format)}" sizes="320px">`,
  );
  const image = `<img alt="me" src="${files("jpeg")[0]?.url}" style="background: url(${placeholder})">`;
  const each = variants.map(({ url }) => `<img alt="a file" src="${url}">`);
  return `<picture>${sources.join("")}${image}</picture>${each.join("")}`;
}

(browserInstalled ? describe : describe.skip)("a page in a browser", () => {
  let site: HttpServer;
  let platform: TestPlatform;
  let browser: Browser;
  let person: Person;
  beforeAll(async () => {
    site = await serve(async () => ({ status: 200, headers, body: "<title>The site</title>" }), 0);
    const CorsRules = [{ AllowedOrigins: [site.url], AllowedMethods: ["GET", "POST"], AllowedHeaders: ["*"] }];
    const files = withProperty("Media", "CorsConfiguration", { CorsRules });
    const api = withProperty("Api", "CorsConfiguration", {
      ...{ AllowOrigins: [site.url], AllowMethods: ["GET"], AllowHeaders: ["authorization"] },
    });
    platform = await openTestPlatform({
      mutate: (_stack, template) => {
        files(template);
        api(template);
      },
    });
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
  async function sendFrom(page: Page, file = png(), content_type = "image/png"): Promise<[string, string]> {
    const { id, url, fields } = (await announce(platform, person, { size: file.length, content_type })).body.upload;
    const said = await page.evaluate(
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
      { url, fields, bytes: [...file] },
    );
    return [said, id];
  }

  /** Asks as a page does, until it is told what became of the upload. */
  const settledOn = (page: Page, id: string): Promise<Settled> =>
    page.evaluate(
      async ({ url, token }) => {
        for (;;) {
          const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
          const { upload } = (await answer.json()) as { upload: Settled };
          if (upload.state === "ready" || upload.state === "rejected") return upload;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      },
      { url: `${platform.cloud.urls.api}/api/uploads/${id}`, token: person.token },
    );

  it("of the site sends a file straight into storage, and one of another origin isn't told of it", async () => {
    expect((await sendFrom(await pageOf(site.url)))[0]).toBe("204");
    expect((await sendFrom(await pageOf(site.url.replace("127.0.0.1", "localhost"))))[0]).toBe("TypeError");
  });

  it("sends a photograph, asks until it is ready, and shows it in the size and format that fit", async () => {
    const page = await pageOf(site.url);
    const [sent, id] = await sendFrom(page, await telephonePhotograph({ width: 800, height: 600 }), "image/jpeg");
    const upload = await settledOn(page, id);
    expect([sent, upload.state, upload.width, upload.height]).toEqual(["204", "ready", 600, 800]);

    await page.setContent(pageWith(upload));
    const shown = await page.evaluate<Shown>(`(async () => {
      const [first, ...others] = document.images;
      await Promise.all([...document.images].map((image) => image.decode()));
      return { chosen: first.currentSrc, width: first.naturalWidth, each: others.map((image) => image.naturalWidth) };
    })()`);
    expect(shown.chosen).toMatch(/-320\.avif$/);
    const widths = upload.variants.map(({ width }) => width);
    expect([shown.width, shown.each]).toEqual([320, widths]);
  });

  it("is told why a file is no picture", async () => {
    const page = await pageOf(site.url);
    const [sent, id] = await sendFrom(page, executable());
    const { state, reason } = await settledOn(page, id);
    expect([sent, state, reason]).toEqual(["204", "rejected", "The file's content isn't image/png: it is a program"]);
  });
});
