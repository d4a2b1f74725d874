import { Readable } from "node:stream";
import queryAction from "dynalite/actions/query.js";
import scanAction from "dynalite/actions/scan.js";
import db from "dynalite/db/index.js";
import { readUnits } from "./capacity";
import type { Context } from "./context";
import type { Action, Callback, Expression, Index, Item, Range, Table } from "./dynalite-shapes";
import { attributeNames, indexKey, pick } from "./index-entry";
import { itemSize } from "./item";
import type { Meter } from "./meter";
import { project, readFactor, type Wanted } from "./read";
import type { TableStore } from "./table-store";

/** A page ends with the item that reaches this size. */
const MAX_PAGE_BYTES = 1024 * 1024;

/** A validated query or scan, with its expressions parsed. */
interface PageRequest extends Wanted {
  TableName: string;
  IndexName?: string;
  Limit?: number;
  Select?: string;
  ConsistentRead?: boolean;
  ScanIndexForward?: boolean;
  ExclusiveStartKey?: Item;
  ConditionalOperator?: string;
  QueryFilter?: object;
  ScanFilter?: object;
  _filter?: { expression: Expression };
}

interface Reading {
  matching: Item[];
  scanned: number;
  bytes: number;
  last?: Item;
}

export function query(context: Context, request: PageRequest, meter: Meter) {
  return readPage(context, queryAction, request, meter);
}

export function scan(context: Context, request: PageRequest, meter: Meter) {
  return readPage(context, scanAction, request, meter);
}

async function readPage(context: Context, action: Action, request: PageRequest, meter: Meter) {
  const store = context.tables.get(request.TableName);
  const index = store.table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === request.IndexName);
  const range = behindStartKey(keyRange(action, request, store.table), request, store, index);
  const shelf = index ? store.index(index.IndexName) : store.items;
  const reading = await read(shelf.entries(range), request);

  const units = readUnits(reading.bytes);
  const consumed = index ? { table: 0, indexes: { [index.IndexName]: units } } : { table: units, indexes: {} };
  meter.add(request.TableName, "read", consumed, readFactor(request));
  return answer(request, reading, startKeyNames(store.table, index));
}

/** Lets dynalite check the request against the table and turn its conditions into a range of keys. */
function keyRange(action: Action, request: PageRequest, table: Table): Range {
  let captured: Range | undefined;
  let refusal: Error | null | undefined;
  const createValueStream = (range: Range) => {
    captured = range;
    return new Readable({ read: () => undefined });
  };
  const view = {
    getTable: (_name: string, callback: Callback<Table>) => callback(null, table),
    getItemDb: () => ({ createValueStream }),
    getIndexDb: () => ({ createValueStream }),
  };
  action(view, request, (error) => {
    refusal = error;
  });
  if (refusal) throw refusal;
  if (!captured) throw new Error("the query has no key range");
  return captured;
}

/** Index keys are encoded differently here: dynalite's can't tell all items with equal index keys apart. */
function behindStartKey(range: Range, request: PageRequest, store: TableStore, index: Index | undefined): Range {
  const { limit: _, ...bounds } = range;
  const limited = { ...bounds, limit: request.Limit ?? -1 };
  const start = request.ExclusiveStartKey;
  if (!start) return limited;
  const key = index ? indexKey(store.table, index, start) : store.key(start);
  return range.reverse ? { ...limited, lt: key } : { ...limited, gt: key };
}

async function read(entries: AsyncIterable<[string, Item]>, request: PageRequest): Promise<Reading> {
  const reading: Reading = { matching: [], scanned: 0, bytes: 0 };
  for await (const [, item] of entries) {
    reading.scanned += 1;
    reading.bytes += itemSize(item);
    reading.last = item;
    if (matches(request, item)) reading.matching.push(project(request, item));
    if (reading.bytes >= MAX_PAGE_BYTES) break;
  }
  return reading;
}

function matches(request: PageRequest, item: Item): boolean {
  if (request._filter) return db.matchesExprFilter(item, request._filter.expression);
  const filter = request.QueryFilter ?? request.ScanFilter;
  return filter ? db.matchesFilter(item, filter, request.ConditionalOperator) : true;
}

function answer(request: PageRequest, { matching, scanned, bytes, last }: Reading, keyNames: string[]) {
  const cut = scanned === request.Limit || bytes >= MAX_PAGE_BYTES;
  return {
    ...(request.Select !== "COUNT" && { Items: matching }),
    Count: matching.length,
    ScannedCount: scanned,
    ...(cut && last && { LastEvaluatedKey: pick(last, keyNames) }),
  };
}

function startKeyNames(table: Table, index: Index | undefined): string[] {
  return [...new Set([...attributeNames(table.KeySchema), ...(index ? attributeNames(index.KeySchema) : [])])];
}
