import type { Document } from "#adapters/pdf/document";
import { light } from "#functions/mailer/mails/palette";

/** Circles around a corner, growing fainter: what light does behind glass. */
function corner(document: Document, x: number, y: number): void {
  for (let ring = 0; ring < 9; ring++) {
    document
      .circle(x, y, 46 + ring * 21)
      .lineWidth(0.8)
      .strokeOpacity(0.34 - ring * 0.034)
      .stroke(light.accent);
  }
}

function corners(document: Document, inset: number): void {
  const { width, height } = document.page;
  document.save();
  document.rect(inset, inset, width - 2 * inset, height - 2 * inset).clip();
  document
    .circle(inset, inset, 46)
    .circle(width - inset, height - inset, 46)
    .fillOpacity(0.1)
    .fill(light.accent);
  corner(document, inset, inset);
  corner(document, width - inset, height - inset);
  document.restore();
}

/** Panel, frame and corners. */
export function drawFrame(document: Document): void {
  const { width, height } = document.page;
  const outer = 22;
  const inner = 30;
  document.rect(0, 0, width, height).fill(light.panel);
  document.rect(outer, outer, width - 2 * outer, height - 2 * outer).fill(light.card);
  corners(document, outer);
  document
    .rect(outer, outer, width - 2 * outer, height - 2 * outer)
    .lineWidth(1.6)
    .strokeOpacity(1)
    .stroke(light.accent);
  document
    .rect(inner, inner, width - 2 * inner, height - 2 * inner)
    .lineWidth(0.6)
    .stroke(light.line);
}

/** A rule with a lozenge at its middle. */
export function drawRule(document: Document, center: number, y: number, width: number): void {
  const reach = 5;
  for (const side of [-1, 1]) {
    document
      .moveTo(center + side * 2.4 * reach, y)
      .lineTo(center + (side * width) / 2, y)
      .lineWidth(0.9)
      .stroke(light.accent);
  }
  document
    .polygon([center - reach, y], [center, y - reach], [center + reach, y], [center, y + reach])
    .fill(light.accent);
}
