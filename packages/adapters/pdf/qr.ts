import { create } from "../parts/qrcode";
import type { Document } from "./document";

/** Modules of white that a reader needs around the code (ISO/IEC 18004). */
const quiet = 4;

/** Draws the QR code of a text as one shape, its white margin within `side`. */
export function drawQr(document: Document, text: string, x: number, y: number, side: number): void {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const unit = side / (modules.size + 2 * quiet);
  document.rect(x, y, side, side).fill("#ffffff");
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) document.rect(x + (column + quiet) * unit, y + (row + quiet) * unit, unit, unit);
  document.fill("#000000");
}
