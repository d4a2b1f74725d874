import type { Browser, Page } from "playwright-core";
import { type HttpServer, serve } from "#local/cloud/http-server";

/** Pages that show markup as a careless site would: as it came, without any policy. */
export interface Exhibition {
  /** Shows them side by side, moves and clicks all over them; answers what happens: calls of `hit()`, dialogs, requests. */
  show(markups: string[]): Promise<string[]>;
  /** The same for an address of ours, as it is answered. */
  visit(url: string): Promise<string[]>;
  close(): Promise<void>;
}

const headers = { "content-type": "text/html; charset=utf-8" };

/** Each as a part of the page, where scripts run as they are read; room for the same, put in by a script. */
const pageOf = (markups: string[]) =>
  `<!doctype html><title>Shown</title>${"<main></main>".repeat(markups.length)}<main>${markups.join("</main><main>")}</main>`;

const put = (markups: string[]) =>
  `${JSON.stringify(markups)}.forEach((markup, n) => { document.querySelectorAll("main")[n].innerHTML = markup; })`;

/** Everything a visitor does, to everything there is; answers where things are. Links that lead elsewhere stay shut. */
const touch = `(async () => {
  const outward = (node) => /^(https?|mailto):$/.test(node.protocol ?? "");
  addEventListener("click", (event) => event.composedPath().some(outward) && event.preventDefault(), true);
  const all = [...document.querySelectorAll("main *")].slice(0, 1000);
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  const events = "mouseover mouseenter mousemove mousedown click focus focusin blur toggle load error animationend";
  for (const one of all) {
    for (const name of events.split(" ")) one.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true }));
    if ("open" in one) one.open = !one.open;
  }
  const boxes = all.slice(-8).map((one) => one.getBoundingClientRect());
  return boxes.filter(({ width, height }) => width * height > 0).map(({ x, y, width, height }) => [x + width / 2, y + height / 2]);
})()`;

const drawn = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

async function provoke(page: Page): Promise<void> {
  const places = (await page.evaluate(touch)) as [number, number][];
  for (const [x, y] of places) await page.mouse.click(x, y);
  await page.keyboard.press("Tab");
  await page.evaluate(drawn);
}

/** Players that a text may have; nobody else is asked for anything. */
const known = /^https:\/\/(www\.youtube-nocookie\.com|player\.vimeo\.com)\//;

/** Tells what happens in the page; what it asks of others never leaves the machine. */
async function watch(page: Page, ours: string[], tell: (what: string) => void): Promise<void> {
  await page.exposeFunction("hit", () => tell("hit"));
  page.on("popup", (popup) => tell(`opened ${popup.url()}`));
  page.on("dialog", (dialog) => {
    tell(`said ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.route("**", (route) => {
    const url = route.request().url();
    if (ours.some((origin) => url.startsWith(`${origin}/`))) return route.continue();
    if (known.test(url)) return route.fulfill({ headers, body: "" });
    tell(`asked ${url}`);
    return route.abort();
  });
}

/** Opens one, on a page of its own; `origins` are others that are ours. */
export async function openExhibition(browser: Browser, ...origins: string[]): Promise<Exhibition> {
  let shown: string[] = [];
  const answer = async () => ({ status: 200, headers, body: pageOf(shown) });
  const site: HttpServer = await serve(answer, 0);
  const page = await browser.newPage();
  let told: string[] = [];
  await watch(page, [site.url, ...origins], (what) => told.push(what));

  async function visit(url: string, then = ""): Promise<string[]> {
    told = [];
    await page.goto(url);
    await page.evaluate(then);
    await provoke(page);
    return told;
  }
  return {
    show: (markups) => {
      shown = markups;
      return visit(site.url, put(markups));
    },
    visit,
    close: async () => {
      await page.close();
      await site.close();
    },
  };
}
