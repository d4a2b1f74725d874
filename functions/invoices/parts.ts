import type { Part } from "#adapters/pdf/parts";
import { paintBrand } from "#functions/certificates/brand";
import { light } from "#functions/mailer/mails/palette";
import type { Line, Paper, Party } from "./paper";
import { drawLine, muted, putLines, regular, type Sheet, strong } from "./sheet";

const said = (paint: () => void, ...words: string[]): Part => ({ type: "P", actual: words.join(" "), paint });
const told = ({ label, value }: Line): string => `${label}: ${value}`;

const brand = ({ document, lettering, left }: Sheet): Part =>
  said(() => paintBrand(document, lettering, left, 48), "Insta iQ");

const heading = ({ lettering, right }: Sheet, { title }: Paper): Part => ({
  ...{ type: "H1", actual: title },
  paint: () => lettering.right(title.toUpperCase(), right, 68, { ...strong(15, light.accent), spacing: 1 }),
});

/** Seller and buyer, side by side. */
function paintParties(sheet: Sheet, parties: readonly Party[]): void {
  const width = (sheet.right - sheet.left) / 2 - 12;
  const ends = parties.map(({ role, name, lines }, index) => {
    const x = sheet.left + index * (width + 24);
    let top = putLines(sheet, role, muted(9), { x, width, top: sheet.y });
    top = putLines(sheet, name, strong(11), { x, width, top: top + 2, lines: 2 });
    for (const line of lines) top = putLines(sheet, line, regular(9), { x, width, top, lines: 2 });
    return top;
  });
  sheet.y = Math.max(...ends) + 18;
}

/** What identifies the paper: labels and their values, two beside each other. */
function paintFacts(sheet: Sheet, facts: readonly Line[]): void {
  const width = (sheet.right - sheet.left) / 2 - 12;
  drawLine(sheet, sheet.y);
  sheet.y += 10;
  for (let row = 0; row < facts.length; row += 2) {
    const ends = facts.slice(row, row + 2).map(({ label, value }, index) => {
      const x = sheet.left + index * (width + 24);
      const top = putLines(sheet, label, muted(8), { x, width, top: sheet.y });
      return putLines(sheet, value, strong(10), { x, width, top });
    });
    sheet.y = Math.max(...ends) + 6;
  }
  sheet.y += 8;
}

/** The one thing that was sold, under the heads of its columns. */
function paintItem(sheet: Sheet, { title, about, sac, value }: Paper["item"]): void {
  const { document, lettering, left, right } = sheet;
  const code = right - 170;
  document.rect(left, sheet.y, right - left, 22).fill(light.panel);
  for (const [text, x] of [["Description", left + 10] as const, ["SAC", code] as const])
    lettering.put(text, x, sheet.y + 15, muted(9));
  lettering.right("Amount", right - 10, sheet.y + 15, muted(9));
  const top = sheet.y + 30;
  lettering.put(sac, code, top + 10, regular(10));
  lettering.right(value, right - 10, top + 10, regular(10));
  const end = putLines(sheet, title, strong(10), { x: left + 10, width: code - left - 30, top, lines: 3 });
  sheet.y = putLines(sheet, about, muted(9), { x: left + 10, width: 200, top: end }) + 10;
  drawLine(sheet, sheet.y);
  sheet.y += 8;
}

function paintSum(sheet: Sheet, { label, value, strong: stressed }: Line): void {
  const { lettering, right } = sheet;
  const style = stressed ? strong(13) : regular(10);
  if (stressed) drawLine({ ...sheet, left: right - 250 }, sheet.y + 4, light.accent);
  const baseline = sheet.y + (stressed ? 22 : 13);
  lettering.put(label, right - 240, baseline, stressed ? style : muted(10));
  lettering.right(value, right - 10, baseline, style);
  sheet.y += stressed ? 34 : 19;
}

function paintNotes(sheet: Sheet, { words, notes }: Paper): void {
  const place = { x: sheet.left, width: sheet.right - sheet.left, lines: 2 };
  sheet.y = putLines(sheet, words, strong(10), { ...place, top: sheet.y + 12 }) + 10;
  for (const note of notes) sheet.y = putLines(sheet, note, muted(9), { ...place, top: sheet.y }) + 3;
}

/** Everything that there is to read, in the order of reading. */
export function partsOf(sheet: Sheet, paper: Paper): Part[] {
  const { parties, facts, item, sums, words, notes } = paper;
  const who = parties.map(({ role, name, lines }) => [`${role}:`, name, ...lines].join(", ").replace(":,", ":"));
  return [
    ...[brand(sheet), heading(sheet, paper)],
    said(() => paintParties(sheet, parties), who.join("; ")),
    said(() => paintFacts(sheet, facts), facts.map(told).join("; ")),
    said(() => paintItem(sheet, item), `${item.title}, ${item.about}, SAC ${item.sac}: ${item.value}`),
    ...sums.map((sum) => said(() => paintSum(sheet, sum), told(sum))),
    said(() => paintNotes(sheet, paper), [words, ...notes].join(" ")),
  ];
}
