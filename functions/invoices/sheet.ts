import type { Document } from "#adapters/pdf/document";
import type { Lettering, Style } from "#adapters/pdf/lettering";
import { fitted, putParagraph } from "#adapters/pdf/paragraph";
import { light } from "#functions/mailer/mails/palette";

export const muted = (size: number): Style => ({ size, weight: 400, color: light.muted });
export const regular = (size: number): Style => ({ size, weight: 400, color: light.ink });
export const strong = (size: number, color = light.ink): Style => ({ size, weight: 700, color });

const leading = 1.4;

/** A page that is filled from top to bottom; lengths are points, from its upper left corner. */
export interface Sheet {
  document: Document;
  lettering: Lettering;
  left: number;
  right: number;
  /** Where the next thing begins. */
  y: number;
}

interface Place {
  x: number;
  width: number;
  /** Its upper edge. */
  top: number;
  /** More lines than this are set smaller, as far as it can still be read. */
  lines?: number;
}

/** Sizes to try, the wanted one first. */
const sizes = (size: number): number[] => Array.from({ length: Math.max(1, size - 6) }, (_, step) => size - step);

/** Sets text in lines below `top`. @returns where the next thing begins */
export function putLines(
  { lettering }: Sheet,
  text: string,
  style: Style,
  { x, width, top, lines = 1 }: Place,
): number {
  const paragraph = fitted(lettering, [{ text, weight: style.weight, color: style.color }], {
    ...{ sizes: sizes(style.size), width, lines },
  });
  const { size } = paragraph;
  const last = putParagraph(lettering, paragraph, { x, align: "left", baseline: top + size, leading });
  return paragraph.lines.length === 0 ? top : last + size * (leading - 1);
}

/** A fine line across the page. */
export function drawLine({ document, left, right }: Sheet, y: number, color = light.line): void {
  document.moveTo(left, y).lineTo(right, y).lineWidth(0.7).stroke(color);
}
