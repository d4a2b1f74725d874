import { keep } from "#openapi/generated-file";
import { readMeasured } from "../kept";
import { costDocument } from "./document";
import { standsOf } from "./stands";

/** Writes docs/cost.md from the last measured figures, or only tells whether it would. @returns whether it is in order */
export function writeCost(check: boolean): boolean {
  const measured = readMeasured();
  const files = { "docs/cost.md": costDocument(measured, standsOf(measured)) };
  return keep(files, new URL("../../../../", import.meta.url), { check });
}
