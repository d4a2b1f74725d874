import type { AttributeValue } from "aws-lambda";
import deleteItem from "dynalite/actions/deleteItem.js";
import putItem from "dynalite/actions/putItem.js";
import updateItem from "dynalite/actions/updateItem.js";
import db from "dynalite/db/index.js";
import type { Action, Callback, Item, Path, Table } from "./dynalite-shapes";
import { type Fault, isException, isFault, validationException } from "./fault";
import { attributeNames } from "./index-entry";
import { itemSize } from "./item";
import type { ItemChange } from "./ledger";
import type { TableStore } from "./table-store";

/** DynamoDB's limit for one item, in bytes. */
export const MAX_ITEM_BYTES = 400 * 1024;

export type WriteKind = "Put" | "Update" | "Delete" | "ConditionCheck";

/** A validated write of one item, with its expressions parsed. */
export interface WriteRequest {
  TableName: string;
  Item?: Item;
  Key?: Item;
  ReturnValues?: string;
  ReturnValuesOnConditionCheckFailure?: "ALL_OLD" | "NONE";
  _updates?: { sections: { type: string; path: Path }[] };
}

/** What a write would do to the staged state: change it, or be refused. */
export interface Evaluation {
  change: ItemChange;
  attributes?: Item | undefined;
  fault?: Fault;
}

const ACTIONS: Record<WriteKind, Action> = {
  Put: putItem,
  Update: updateItem,
  Delete: deleteItem,
  ConditionCheck: (view, data, callback) => checkCondition(view as View, data as WriteRequest, callback),
};

/** Decides a write on the staged state without writing. What refuses it is in `fault`. */
export function evaluate(kind: WriteKind, request: WriteRequest, store: TableStore): Evaluation {
  const view = new View(store);
  orderRemovals(request._updates?.sections ?? []);
  let outcome: { error?: Error | null | undefined; value?: { Attributes?: Item } | undefined } | undefined;
  ACTIONS[kind](view, request, (error, value) => {
    outcome = { error, value };
  });
  if (!outcome) throw new Error(`${kind} did not answer at once`);
  const error = outcome.error ?? invalidImage(store.table, view.change.after);
  if (!error) return { change: view.change, attributes: outcome.value?.Attributes };
  if (!isFault(error)) throw error;
  return { change: { ...view.change, after: view.change.before }, fault: withItem(error, request, view.change.before) };
}

/** The store that dynalite's actions see: reads answer at once, writes are only remembered. */
class View {
  readonly options = { maxItemSize: MAX_ITEM_BYTES };
  readonly change: ItemChange;

  constructor(readonly store: TableStore) {
    this.change = { store, key: "", before: undefined, after: undefined };
  }

  getTable(_name: string, callback: Callback<Table>): void {
    callback(null, this.store.table);
  }

  getItemDb() {
    return {
      lock: (_key: string, locked: (release: <F>(callback: F) => F) => void) => locked((callback) => callback),
      get: (key: string, callback: Callback<Item>) => callback(null, this.load(key)),
      put: (_key: string, item: Item, callback: Callback<never>) => this.save(item, callback),
      del: (_key: string, callback: Callback<never>) => this.save(undefined, callback),
    };
  }

  /** Index entries follow from the item's two images. */
  getIndexDb() {
    return {
      put: (_key: string, _item: Item, callback: Callback<never>) => callback(),
      del: (_key: string, callback: Callback<never>) => callback(),
    };
  }

  load(key: string): Item | undefined {
    this.change.key = key;
    this.change.before = this.store.items.staged(key);
    this.change.after = this.change.before;
    return this.change.before;
  }

  private save(item: Item | undefined, callback: Callback<never>): void {
    this.change.after = item;
    callback();
  }
}

function checkCondition(view: View, request: WriteRequest, callback: Callback<{ Attributes?: Item }>): void {
  const { store } = view;
  const key = request.Key ?? {};
  const invalid = db.validateKey(key, store.table);
  callback(invalid ?? db.checkConditional(request, view.load(store.key(key))), {});
}

/** List elements are removed by the positions they had before the update: the last first, after everything else. */
function orderRemovals(sections: { type: string; path: Path }[]): void {
  const position = ({ type, path }: { type: string; path: Path }): number => {
    const last = path.at(-1);
    return type === "remove" && typeof last === "number" ? last : Number.POSITIVE_INFINITY;
  };
  sections.sort((a, b) => {
    const [left, right] = [position(a), position(b)];
    return left === right ? 0 : right - left;
  });
}

/** What dynalite doesn't see: sizes in UTF-8 bytes and empty index keys. */
function invalidImage(table: Table, item: Item | undefined): Fault | undefined {
  if (!item) return undefined;
  if (itemSize(item) > MAX_ITEM_BYTES) return validationException("Item size has exceeded the maximum allowed size");
  for (const index of table.GlobalSecondaryIndexes ?? []) {
    const name = attributeNames(index.KeySchema).find((attribute) => isEmpty(item[attribute]));
    if (name !== undefined) return emptyIndexKey(index.IndexName, name);
  }
  return undefined;
}

function isEmpty(value: AttributeValue | undefined): boolean {
  return value?.S === "" || value?.B === "";
}

function emptyIndexKey(index: string, attribute: string): Fault {
  return validationException(
    "One or more parameter values are not valid. A value specified for a secondary index key is not supported. " +
      `The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index}, IndexKey: ${attribute}`,
  );
}

function withItem(fault: Fault, request: WriteRequest, before: Item | undefined): Fault {
  const asked = request.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  if (asked && before && isException(fault, "ConditionalCheckFailedException")) fault.body.Item = before;
  return fault;
}
