import type { Document } from "#adapters/pdf/document";
import type { Lettering, Style } from "#adapters/pdf/lettering";
import { fitted, type Piece, putParagraph } from "#adapters/pdf/paragraph";
import type { Part } from "#adapters/pdf/parts";
import { drawQr } from "#adapters/pdf/qr";
import { light } from "#functions/mailer/mails/palette";
import { brandWidth, paintBrand } from "./brand";
import { drawRule } from "./ornament";
import { type Facts, filled } from "./wording";

/** One page being drawn; lengths are points, from its upper left corner. */
export interface Page {
  document: Document;
  lettering: Lettering;
  facts: Facts;
  center: number;
  /** Where the certificate is verified. */
  url: string;
}

const muted = (size: number): Style => ({ size, weight: 400, color: light.muted });
const strong = (size: number, color = light.ink): Style => ({ size, weight: 700, color });

/** Sizes to try, one by one. */
const sizes = (from: number, to: number): number[] => Array.from({ length: from - to + 1 }, (_, step) => from - step);

const brand = ({ document, lettering, center }: Page): Part => ({
  ...{ type: "P", actual: "Insta iQ" },
  paint: () => paintBrand(document, lettering, center - brandWidth(lettering) / 2, 66),
});

const heading = ({ lettering, center }: Page): Part => ({
  ...{ type: "H1", actual: "Certificate of completion" },
  paint: () => lettering.center("CERTIFICATE OF COMPLETION", center, 142, { ...strong(15, light.accent), spacing: 4 }),
});

const opening = ({ lettering, center }: Page, words: string): Part => ({
  ...{ type: "P", paint: () => lettering.center(words, center, 192, muted(14)) },
});

/** On one line, or, where it would be too small for that, on two. */
function paintName({ lettering, facts, center, document }: Page, baseline: number): void {
  const pieces = [{ text: facts.name, ...strong(0) }];
  const line = fitted(lettering, pieces, { sizes: sizes(40, 24), width: 640, lines: 1 });
  const name = line.lines.length > 1 ? fitted(lettering, pieces, { sizes: sizes(24, 7), width: 640, lines: 2 }) : line;
  const leading = 1.15;
  const above = ((name.lines.length - 1) * name.size * leading) / 2;
  putParagraph(lettering, name, { x: center, baseline: baseline - above, leading });
  drawRule(document, center, baseline + 30, 300);
}

const name = (page: Page): Part => ({ type: "P", actual: page.facts.name, paint: () => paintName(page, 246) });

const completed = "has successfully completed the course";

function paintCourse({ lettering, facts, center }: Page): void {
  lettering.center(completed, center, 318, muted(14));
  const pieces = [{ text: facts.course, ...strong(0, light.accent) }];
  const title = fitted(lettering, pieces, { sizes: sizes(24, 9), width: 620, lines: 2 });
  putParagraph(lettering, title, { x: center, baseline: 354, leading: 1.3 });
}

const course = (page: Page): Part => ({
  ...{ type: "P", actual: `${completed} ${page.facts.course}`, paint: () => paintCourse(page) },
});

/** The course's own words, with the facts standing out. */
function wording({ lettering, facts, center }: Page, words: string): Part {
  const stretches = filled(words, facts);
  const pieces = stretches.map(({ text, fact }): Piece => {
    if (!fact) return { text, weight: 400, color: light.ink };
    return { text, weight: 700, color: fact === "course" ? light.accent : light.ink };
  });
  const room = { sizes: sizes(17, 7), width: 600, lines: 4 };
  return {
    ...{ type: "P", actual: stretches.map(({ text }) => text).join("") },
    paint: () => putParagraph(lettering, fitted(lettering, pieces, room), { x: center, baseline: 326, leading: 1.5 }),
  };
}

const margin = 92;

const fact = ({ lettering }: Page, x: number, label: string, value: string): Part => ({
  type: "P",
  paint: () => {
    lettering.put(label, x, 478, muted(10));
    lettering.put(value, x, 496, strong(13));
  },
});

const address = ({ lettering, url }: Page): Part => ({
  ...{ type: "P", paint: () => lettering.put(`Verify at ${url.replace(/^https?:\/\//, "")}`, margin, 524, muted(9)) },
});

const code = ({ document, url }: Page): Part => ({
  ...{ type: "Figure", alt: `QR code that leads to ${url}` },
  paint: () => drawQr(document, url, document.page.width - margin - 96, 429, 96),
});

/** Everything that there is to read, in the order of reading; with the course's own wording, where it has one. */
export const partsOf = (page: Page, own: string | undefined): Part[] => [
  ...[brand(page), heading(page), opening(page, own ? "This certificate is presented to" : "This certifies that")],
  ...[name(page), own ? wording(page, own) : course(page)],
  ...[fact(page, margin, "Completed on", page.facts.date), fact(page, 252, "Certificate", page.facts.code)],
  ...[address(page), code(page)],
];
