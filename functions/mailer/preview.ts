import { mkdirSync, writeFileSync } from "node:fs";
import { samples } from "./samples";

// Writes every mail with sample data, to be looked at in a browser.

const folder = ".build/mail";

mkdirSync(folder, { recursive: true });
for (const [name, { subject, html, text }] of Object.entries(samples())) {
  writeFileSync(`${folder}/${name}.html`, html);
  writeFileSync(`${folder}/${name}.txt`, `Subject: ${subject}\n\n${text}`);
}
console.log(`${folder}: ${Object.keys(samples()).join(", ")}`);
