import batchGetItem from "dynalite/validations/batchGetItem.js";
import batchWriteItem from "dynalite/validations/batchWriteItem.js";
import deleteItem from "dynalite/validations/deleteItem.js";
import getItem from "dynalite/validations/getItem.js";
import validations from "dynalite/validations/index.js";
import putItem from "dynalite/validations/putItem.js";
import query from "dynalite/validations/query.js";
import scan from "dynalite/validations/scan.js";
import updateItem from "dynalite/validations/updateItem.js";
import type { Rules, Types } from "./dynalite-shapes";
import { MAX_ITEM_BYTES, type WriteKind } from "./evaluation";

const STORE = { options: { maxItemSize: MAX_ITEM_BYTES } };

const OLD_ITEM: Types = { ReturnValuesOnConditionCheckFailure: { type: "String", enum: ["ALL_OLD", "NONE"] } };

/** Transactions know expressions only. */
const LEGACY = ["AttributeUpdates", "AttributesToGet", "ConditionalOperator", "Expected"];
/** A transaction says these once for all its parts, if at all. */
const PER_REQUEST = ["ConsistentRead", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ReturnValues"];

const PARTS: Record<WriteKind, Rules> = {
  Put: { ...putItem, types: partTypes(putItem) },
  Update: { ...updateItem, types: partTypes(updateItem) },
  Delete: { ...deleteItem, types: partTypes(deleteItem) },
  ConditionCheck: { ...deleteItem, types: partTypes(deleteItem) },
};

/** The requests about items that are understood, and what is checked before they run. */
export const RULES = {
  GetItem: getItem,
  PutItem: withOldItem(putItem),
  UpdateItem: withOldItem(updateItem),
  DeleteItem: withOldItem(deleteItem),
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchWriteItem: batchWriteItem,
  TransactGetItems: transaction("Get", { Get: { ...getItem, types: partTypes(getItem) } }, {}),
  TransactWriteItems: transaction("Check, Put, Update or Delete", PARTS, {
    ClientRequestToken: { type: "String", lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
    ReturnItemCollectionMetrics: { type: "String", enum: ["SIZE", "NONE"] },
  }),
};

/**
 * Checks a request's body as DynamoDB does and parses its expressions.
 * @param Data the shape that the rules guarantee
 * @throws SerializationException, ValidationException
 */
export function validate<Data extends object>(rules: Rules, body: unknown): Data {
  const data = validations.checkTypes(body, rules.types) as Data;
  validations.checkValidations(data, rules.types, rules.custom, STORE);
  return data;
}

function withOldItem(rules: Rules): Rules {
  return { ...rules, types: { ...rules.types, ...OLD_ITEM } };
}

function partTypes({ types }: Rules): Types {
  const dropped = [...LEGACY, ...PER_REQUEST];
  return { ...Object.fromEntries(Object.entries(types).filter(([name]) => !dropped.includes(name))), ...OLD_ITEM };
}

function transaction(choice: string, parts: Record<string, Rules>, types: Types): Rules {
  const children = Object.entries(parts).map(([kind, { types: children }]) => [
    kind,
    { type: `FieldStruct<${kind}>`, children },
  ]);
  return {
    types: {
      ReturnConsumedCapacity: { type: "String", enum: ["INDEXES", "TOTAL", "NONE"] },
      TransactItems: {
        type: "List",
        notNull: true,
        lengthGreaterThanOrEqual: 1,
        lengthLessThanOrEqual: 100,
        children: { type: "ValueStruct<TransactItem>", children: Object.fromEntries(children) },
      },
      ...types,
    },
    custom: (data: { TransactItems: Record<string, object>[] }, store: object) =>
      data.TransactItems.map((item) => invalidPart(choice, parts, item, store)).find(
        (message) => message !== undefined,
      ),
  };
}

function invalidPart(choice: string, parts: Record<string, Rules>, item: Record<string, object>, store: object) {
  const [entry, ...rest] = Object.entries(item);
  if (!entry || rest.length > 0) return `TransactItems can only contain one of ${choice}`;
  const [kind, part] = entry;
  const needed = { Update: "UpdateExpression", ConditionCheck: "ConditionExpression" }[kind];
  if (needed !== undefined && !(needed in part)) return `The ${needed} of ${kind} must not be null`;
  return parts[kind]?.custom(part as never, store);
}
