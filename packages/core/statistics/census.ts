import { rowOf } from "./fact";
import { factsOf } from "./facts";
import { keyOf, sums } from "./sums";

type Item = Record<string, unknown>;

/** A sum that some row must say. */
export interface Claimed {
  /** `orders|2026-11-23#INR net` */
  what: string;
  key: { pk: string; sk: string };
  attribute: string;
  row: Item;
}

const entityOf = (to: object): string => ("measure" in to ? "standing" : "bucket");

const named = (row: string, field: string): string => `${row} ${field}`;

/** The sums that a source is part of, and its part in each. */
export const sumsOf = (item: Item): (Claimed & { number: number })[] =>
  factsOf(item).map(({ to, field, amount }) => ({
    ...{ what: named(rowOf({ to }), field), key: keyOf(to), attribute: field, number: amount },
    row: { ...to, __edb_e__: entityOf(to), __edb_v__: "1" },
  }));

/** The sums that a row of sums says. */
export function claimedBy(item: Item): [what: string, attribute: string][] {
  const { __edb_e__: entity, family, slot, kind, subject_id, measure } = item;
  if (entity !== "bucket" && entity !== "standing") return [];
  const row = (entity === "bucket" ? [family, slot] : [kind, subject_id, measure]).join("|");
  return Object.keys(sums)
    .filter((field) => item[field] !== undefined)
    .map((field) => [named(row, field), field]);
}
