import { join } from "node:path";
import type { Document } from "./document";
import { fontName, fonts, type Run, runsOf, type Weight } from "./fonts";
import { typeface } from "./typeface";

/** How a stretch of text looks. */
export interface Style {
  size: number;
  weight: Weight;
  color: string;
  /** Points between letters. */
  spacing?: number;
}

type Measure = Pick<Style, "size" | "weight" | "spacing">;

const measured = 100;

/** How a document is made; a deployed function does without. */
export interface Making {
  /** Where a font's file is, by its name beside the bundle. */
  fontPath?: (file: string) => string;
  compress?: boolean;
}

const besideBundle = (file: string): string => join(__dirname, file);

/** Places text of several scripts: a PDF knows no fallback from one font to the next, so each run gets its own. */
export class Lettering {
  readonly #document: Document;
  /** Widths at `measured` points: they grow with the size, and shaping is dear. */
  readonly #widths = new Map<string, number>();

  constructor(document: Document, { fontPath = besideBundle }: Making) {
    this.#document = document;
    for (const { name, file } of fonts) document.registerFont(name, typeface(fontPath(file)));
  }

  #use({ part }: Run, { weight, size }: Pick<Style, "weight" | "size">): Document {
    return this.#document.font(fontName(part, weight)).fontSize(size);
  }

  #measure(run: Run, weight: Weight): number {
    const key = `${run.part.name} ${weight} ${run.text}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const width = this.#use(run, { weight, size: measured }).widthOfString(run.text);
    this.#widths.set(key, width);
    return width;
  }

  #runWidth(run: Run, { size, weight, spacing = 0 }: Measure): number {
    return (this.#measure(run, weight) * size) / measured + spacing * run.text.length;
  }

  width(text: string, style: Measure): number {
    return runsOf(text).reduce((sum, run) => sum + this.#runWidth(run, style), 0);
  }

  /** Sets text from `x` on, its letters standing on `baseline`. */
  put(text: string, x: number, baseline: number, style: Style): void {
    const { color, spacing: characterSpacing = 0 } = style;
    const options = { lineBreak: false, baseline: "alphabetic" as const, characterSpacing };
    let at = x;
    for (const run of runsOf(text)) {
      this.#use(run, style).fillColor(color).text(run.text, at, baseline, options);
      at += this.#runWidth(run, style);
    }
  }

  /** Sets text around `center`. */
  center(text: string, center: number, baseline: number, style: Style): void {
    // Space after the last letter is none of the text's.
    this.put(text, center - (this.width(text, style) - (style.spacing ?? 0)) / 2, baseline, style);
  }

  /** Sets text that ends at `x`. */
  right(text: string, x: number, baseline: number, style: Style): void {
    this.put(text, x - this.width(text, style), baseline, style);
  }
}
