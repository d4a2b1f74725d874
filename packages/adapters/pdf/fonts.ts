import latin from "@fontsource/noto-sans/unicode.json";
import devanagari from "@fontsource/noto-sans-devanagari/unicode.json";

/** One font for every script that names are written in here would be megabytes; these parts of Noto Sans are 350 KB. */
const parts = [
  { name: "latin", package: "noto-sans", covers: latin.latin },
  { name: "latin-ext", package: "noto-sans", covers: latin["latin-ext"] },
  { name: "devanagari", package: "noto-sans-devanagari", covers: devanagari.devanagari },
] as const;

/** 400 is regular, 700 bold. */
export type Weight = 400 | 700;
export const weights: readonly Weight[] = [400, 700];

type Part = (typeof parts)[number];

/** A font: a part in a weight. */
export const fontName = ({ name }: Part, weight: Weight): string => `${name}-${weight}`;

const file = (part: Part, weight: Weight): string => `${part.package}-${part.name}-${weight}-normal.woff`;

/** Where a bundle finds a font beside itself. */
export const fontFile = (part: Part, weight: Weight): string => `fonts/${file(part, weight)}`;

/** What is copied beside the bundle of a function that writes PDFs. */
export const fontAssets = parts.flatMap((part) =>
  weights.map((weight) => ({
    from: `node_modules/@fontsource/${part.package}/files/${file(part, weight)}`,
    to: fontFile(part, weight),
  })),
);

export const fonts = parts.flatMap((part) =>
  weights.map((weight) => ({ name: fontName(part, weight), file: fontFile(part, weight) })),
);

/** "U+0000-00FF,U+0131" as pairs of code points. */
const rangesOf = (covers: string): [number, number][] =>
  covers.split(",").map((range) => {
    const [from = "", to = from] = range.slice(2).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });

const covered = parts.map((part) => ({ part, ranges: rangesOf(part.covers) }));

/** The part that has a character; undefined when none does. */
export function partFor(character: string): Part | undefined {
  const code = character.codePointAt(0) ?? 0;
  return covered.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to))?.part;
}

/** A stretch of text that one font sets. */
export interface Run {
  part: Part;
  text: string;
}

/** Joins and parts letters of Indic scripts: it belongs to the run that it stands in, or it does nothing. */
const joiner = /[\u200c\u200d]/;

/** A text by the fonts that set it. Characters that none has are left out: see `legible`. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const last = runs.at(-1);
    const part = last && joiner.test(character) ? last.part : partFor(character);
    if (part && last?.part === part) last.text += character;
    else if (part) runs.push({ part, text: character });
  }
  return runs;
}
