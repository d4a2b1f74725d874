import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { samples } from "#functions/mailer/samples";
import { openBrowser } from "../browser";
import { exhibit } from "./gallery";

// Writes every mail with sample data, to be looked at in a browser; with `--screenshots FOLDER`, as pictures, too.

const folder = ".build/mail";
const { screenshots } = parseArgs({ options: { screenshots: { type: "string" } } }).values;

mkdirSync(folder, { recursive: true });
for (const [name, { subject, html, text }] of Object.entries(samples())) {
  writeFileSync(`${folder}/${name}.html`, html);
  writeFileSync(`${folder}/${name}.txt`, `Subject: ${subject}\n\n${text}`);
}
console.log(`${folder}: ${Object.keys(samples()).join(", ")}`);

if (screenshots) {
  const browser = await openBrowser();
  const pages = Object.fromEntries(Object.entries(samples()).map(([name, { html }]) => [name, html]));
  const looks = await exhibit(browser, pages, screenshots);
  await browser.close();
  console.log(`${screenshots}: ${looks.length} pictures`);
}
