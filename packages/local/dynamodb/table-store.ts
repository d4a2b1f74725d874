import db from "dynalite/db/index.js";
import { expiryAttribute, type StoredTable } from "./definition";
import type { Index, Item } from "./dynalite-shapes";
import { attributeNames, type IndexEntry, indexEntry, pick } from "./index-entry";
import type { Operation, Shelf } from "./shelf";
import type { Storage } from "./storage";
import type { StreamLog } from "./stream";

/** Digits of an expiry in epoch seconds, so that text sorts as time. */
const EXPIRY_DIGITS = 12;

/** Sort key of everything that expires at that second or later. */
export function expiryKey(seconds: number): string {
  return String(seconds).padStart(EXPIRY_DIGITS, "0");
}

/** Where one table's items, index entries and expiries lie in the storage. */
export class TableStore {
  readonly items: Shelf<Item>;
  /** Keys of items by expiry. */
  readonly expiries: Shelf<string>;

  constructor(
    private readonly storage: Storage,
    readonly table: StoredTable,
    readonly stream: StreamLog | undefined,
  ) {
    this.items = storage.shelf(`item~${table.TableName}~`);
    this.expiries = storage.shelf(`expiry~${table.TableName}~`);
  }

  async clear(): Promise<void> {
    for (const index of this.table.GlobalSecondaryIndexes ?? []) await this.index(index.IndexName).clear();
    await this.expiries.clear();
    await this.items.clear();
  }

  index(name: string): Shelf<Item> {
    return this.storage.shelf(`index~${this.table.TableName}~${name}~`);
  }

  /** The item's key in the storage; equal for equal primary keys only. */
  key(item: Item): string {
    return db.createKey(item, this.table);
  }

  keyAttributes(item: Item): Item {
    return pick(item, attributeNames(this.table.KeySchema));
  }

  /** Everything that has to be written for an item to turn from one image into another. */
  operations(key: string, before: Item | undefined, after: Item | undefined): Operation[] {
    return [
      after ? this.items.put(key, after) : this.items.del(key),
      ...(this.table.GlobalSecondaryIndexes ?? []).flatMap((index) => this.indexOperations(index, before, after)),
      ...this.expiryOperations(key, before, after),
    ];
  }

  indexOperations(index: Index, before: Item | undefined, after: Item | undefined): Operation[] {
    const entries = this.index(index.IndexName);
    const old = indexEntry(this.table, index, before);
    const next = indexEntry(this.table, index, after);
    const put = (entry: IndexEntry) => entries.put(entry.key, entry.projected);
    return [...(old && old.key !== next?.key ? [entries.del(old.key)] : []), ...(next ? [put(next)] : [])];
  }

  expiryOperations(key: string, before: Item | undefined, after: Item | undefined): Operation[] {
    const old = this.expiry(before);
    const next = this.expiry(after);
    if (old === next) return [];
    const at = (seconds: number) => `${expiryKey(seconds)}~${key}`;
    return [
      ...(old === undefined ? [] : [this.expiries.del(at(old))]),
      ...(next === undefined ? [] : [this.expiries.put(at(next), key)]),
    ];
  }

  /** When the item expires, in epoch seconds; nothing where it never does. */
  expiry(item: Item | undefined): number | undefined {
    const attribute = expiryAttribute(this.table);
    const seconds = attribute === undefined ? Number.NaN : Number(item?.[attribute]?.N);
    const inRange = seconds >= 0 && seconds < 10 ** EXPIRY_DIGITS;
    return inRange ? Math.floor(seconds) : undefined;
  }
}
