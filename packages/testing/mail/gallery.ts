import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

/** A mail, looked at. */
interface Sight {
  name: string;
  width: number;
  scheme: "light" | "dark";
}

/** What is wrong to the eye; empty where nothing is. */
export interface Look extends Sight {
  faults: string[];
}

const sights = [320, 640].flatMap((width) =>
  (["light", "dark"] as const).map((scheme): Omit<Sight, "name"> => ({ width, scheme })),
);

/**
 * Run in the page: what is wider than it, what is too small to read or to hit, and colours that don't follow the scheme.
 * As text, since it is neither for Node nor for its compiler.
 */
const lookOver = `
  const shown = [...document.querySelectorAll("body *")].filter(({ offsetParent }) => offsetParent);
  const styleOf = (element) => getComputedStyle(element);
  const brightness = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
  const told = (what) => ({ tagName, className }) => tagName + "." + className + " is " + what;
  const [ground, ink] = [...document.querySelectorAll(".card, .card h1")];
  const dark = brightness(styleOf(ground).backgroundColor) < brightness(styleOf(ink).color);
  const wide = shown.filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5);
  const small = shown.filter((one) => parseFloat(styleOf(one).fontSize) < 13);
  const flat = [...document.querySelectorAll(".button a")].filter((one) => one.getBoundingClientRect().height < 44);
  const lines = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  };
  const broken = [...document.querySelectorAll("th")].filter((label) => lines(label) > 1);
  [
    ...broken.map(told("a label of several lines")),
    ...wide.map(told("wider than the window")),
    ...small.map(told("too small to read")),
    ...flat.map(told("too small for a thumb")),
    ...(dark === matchMedia("(prefers-color-scheme: dark)").matches ? [] : ["colours of the other scheme"]),
  ];
`;

async function see(page: Page, { name, width, scheme }: Sight, folder: string | undefined): Promise<Look> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme });
  const faults = await page.evaluate<string[]>(lookOver);
  if (folder) await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
  return { name, width, scheme, faults };
}

/** Shows every mail on a phone and on a desk, by day and in the dark; with a folder, pictures of all are put there. */
export async function exhibit(browser: Browser, mails: Record<string, string>, folder?: string): Promise<Look[]> {
  if (folder) mkdirSync(folder, { recursive: true });
  const page = await browser.newPage();
  const looks: Look[] = [];
  for (const [name, markup] of Object.entries(mails)) {
    await page.setContent(markup);
    for (const sight of sights) looks.push(await see(page, { name, ...sight }, folder));
  }
  await page.close();
  return looks;
}
