import type { Document } from "./document";

/** A part of a page, and what it is to a program that reads aloud (PDF/UA). */
export interface Part {
  type: "H1" | "P" | "Figure";
  /** What it says, where letters and their order on the page don't tell. */
  actual?: string;
  /** What it shows, where it is a picture. */
  alt?: string;
  paint: () => void;
}

/** Draws the ornaments, which nobody needs to hear of, and the parts, in their order, under what each of them is. */
export function drawParts(document: Document, ornaments: () => void, parts: Part[]): void {
  document.markContent("Artifact", { type: "Layout" });
  ornaments();
  document.endMarkedContent();
  const root = document.struct("Document");
  document.addStructure(root);
  for (const { type, paint, ...told } of parts) root.add(document.struct(type, told, paint));
  root.end();
}
