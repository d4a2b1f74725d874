import { readFileSync } from "node:fs";
import { create } from "../parts/pdf";
import { unpacked } from "./woff";

/** What pdfkit takes beside paths and bytes, though its types don't say so. */
type Source = PDFKit.Mixins.PDFFontSource;

const opened = new Map<string, Source>();

/** A font, read once for all the documents that a function makes: that takes longer than to set a page in it. */
export function typeface(path: string): Source {
  const known = opened.get(path);
  if (known !== undefined) return known;
  const font = create(unpacked(readFileSync(path))) as unknown as Source;
  opened.set(path, font);
  return font;
}
