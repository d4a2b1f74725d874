import db from "dynalite/db/index.js";
import type { Index, Item, KeyElement, Table } from "./dynalite-shapes";

/** What an index holds of one item. */
export interface IndexEntry {
  /** Sorts by the index key; the table's key behind it keeps items with equal index keys apart. */
  key: string;
  projected: Item;
}

/** The item's entry in the index, or nothing where the item lacks one of the index keys (a sparse index). */
export function indexEntry(table: Table, index: Index, item: Item | undefined): IndexEntry | undefined {
  if (!item || !attributeNames(index.KeySchema).every((name) => name in item)) return undefined;
  return { key: indexKey(table, index, item), projected: project(table, index, item) };
}

/** Where an item with these key attributes stands in the index. */
export function indexKey(table: Table, index: Index, item: Item): string {
  return db.createKey(item, table, index.KeySchema) + db.createKey(item, table);
}

export function attributeNames(keySchema: KeyElement[]): string[] {
  return keySchema.map((element) => element.AttributeName);
}

/** The named attributes that the item has. */
export function pick(item: Item, names: string[]): Item {
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

function project(table: Table, index: Index, item: Item): Item {
  if (index.Projection.ProjectionType === "ALL") return item;
  const included = index.Projection.NonKeyAttributes ?? [];
  return pick(item, [...attributeNames(table.KeySchema), ...attributeNames(index.KeySchema), ...included]);
}
