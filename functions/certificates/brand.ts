import type { Document } from "#adapters/pdf/document";
import type { Lettering, Style } from "#adapters/pdf/lettering";
import { light } from "#functions/mailer/mails/palette";

const side = 26;
const gap = 9;

const letters = (size: number, color: string): Style => ({ size, weight: 700, color });
const name = letters(17, light.ink);

export const brandWidth = (lettering: Lettering): number => side + gap + lettering.width("Insta iQ", name);

/** The badge of the brand and its name, from their upper left corner. */
export function paintBrand(document: Document, lettering: Lettering, left: number, top: number): void {
  document.roundedRect(left, top, side, side, side * 0.24).fill(light.accent);
  lettering.center("iQ", left + side / 2, top + 18, letters(14, light.onAccent));
  lettering.put("Insta iQ", left + side + gap, top + 19, name);
}
