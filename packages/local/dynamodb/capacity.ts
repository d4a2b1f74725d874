import type { Index, Item, Table } from "./dynalite-shapes";
import { indexEntry } from "./index-entry";
import { areEqual, itemSize } from "./item";

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** A transaction pays twice: once to prepare, once to commit. */
export const TRANSACTIONAL = 2;
export const EVENTUAL = 0.5;

/** Capacity units by where they are consumed. */
export interface Units {
  table: number;
  indexes: Record<string, number>;
}

/** Strongly consistent read units for so many bytes; nothing found still costs one. */
export function readUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));
}

/** Write units for turning one image of an item into another, on the table and on each index that it touches. */
export function writeUnits(table: Table, before: Item | undefined, after: Item | undefined): Units {
  const touched = (table.GlobalSecondaryIndexes ?? [])
    .map((index): [string, number] => [index.IndexName, indexUnits(table, index, before, after)])
    .filter(([, units]) => units > 0);
  return { table: units(before, after), indexes: Object.fromEntries(touched) };
}

/** Changing an index key deletes one entry and puts another; unchanged projected attributes cost nothing. */
function indexUnits(table: Table, index: Index, before: Item | undefined, after: Item | undefined): number {
  const old = indexEntry(table, index, before);
  const next = indexEntry(table, index, after);
  if (!old && !next) return 0;
  if (old && next && old.key !== next.key) return units(old.projected) + units(next.projected);
  if (old && next && areEqual(old.projected, next.projected)) return 0;
  return units(old?.projected, next?.projected);
}

function units(...images: (Item | undefined)[]): number {
  const bytes = images.map((image) => (image ? itemSize(image) : 0));
  return Math.max(1, Math.ceil(Math.max(...bytes) / WRITE_UNIT_BYTES));
}
