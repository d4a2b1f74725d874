import db from "dynalite/db/index.js";
import { EVENTUAL, readUnits } from "./capacity";
import type { Context } from "./context";
import type { Item, Path } from "./dynalite-shapes";
import { itemSize } from "./item";
import type { Meter } from "./meter";
import type { Snapshot } from "./storage";

/** DynamoDB's limit for a batch's answer; the rest comes back as unprocessed. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/** What a request wants of an item. */
export interface Wanted {
  AttributesToGet?: string[];
  _projection?: { paths: Path[]; nestedPaths: Record<string, boolean> };
}

export interface GetRequest extends Wanted {
  TableName: string;
  Key: Item;
  ConsistentRead?: boolean;
}

interface BatchGetRequest {
  RequestItems: Record<string, Wanted & { Keys: Item[]; ConsistentRead?: boolean }>;
}

interface ReadOptions {
  meter: Meter;
  factor: number;
  snapshot?: Snapshot;
}

/** The capacity factor of a plain read. */
export function readFactor(request: { ConsistentRead?: boolean }): number {
  return request.ConsistentRead ? 1 : EVENTUAL;
}

/** Reads the committed item. */
export function readItem(context: Context, request: GetRequest, { meter, factor, snapshot }: ReadOptions) {
  const item = load(context, request, snapshot);
  meter.add(request.TableName, "read", { table: readUnits(item ? itemSize(item) : 0), indexes: {} }, factor);
  return item ? { Item: project(request, item) } : {};
}

/** Cuts an item down to what the request wants. */
export function project({ _projection, AttributesToGet }: Wanted, item: Item): Item {
  const paths = _projection?.paths ?? AttributesToGet?.map((name) => [name]);
  return paths ? db.mapPaths(paths, item) : item;
}

/** Reads up to 16 MB of items, in the order asked for; AWS promises no order. */
export function batchGet(context: Context, { RequestItems }: BatchGetRequest, meter: Meter) {
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: BatchGetRequest["RequestItems"] = {};
  let bytes = 0;
  for (const [TableName, { Keys, _projection, ...request }] of Object.entries(RequestItems)) {
    const items: Item[] = [];
    const wanted = { TableName, ...request, ...(_projection && { _projection }) };
    const read = Keys.findIndex((Key) => {
      if (bytes >= MAX_BATCH_BYTES) return true;
      const { Item } = readItem(context, { ...wanted, Key }, { meter, factor: readFactor(request) });
      if (Item) items.push(Item);
      bytes += Item ? itemSize(Item) : 0;
      return false;
    });
    Responses[TableName] = items;
    if (read >= 0) UnprocessedKeys[TableName] = { ...request, Keys: Keys.slice(read) };
  }
  return { Responses, UnprocessedKeys };
}

function load(context: Context, request: GetRequest, snapshot: Snapshot | undefined): Item | undefined {
  const store = context.tables.get(request.TableName);
  const invalid =
    db.validateKey(request.Key, store.table) ?? db.validateKeyPaths(request._projection?.nestedPaths, store.table);
  if (invalid) throw invalid;
  return store.items.committed(store.key(request.Key), snapshot);
}
