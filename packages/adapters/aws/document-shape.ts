import { rowFromWire, rowToWire } from "./attribute-value";
import { takes } from "./members";

type Convert = (row: object) => object;

/** Members of calls and answers that are rows, or a part of one. */
const rows = new Set([
  "Item",
  "Key",
  "ExpressionAttributeValues",
  "ExclusiveStartKey",
  "LastEvaluatedKey",
  "Attributes",
]);
/** Those that are lists of rows. */
const lists = new Set(["Items", "Keys"]);
/** Those whose members are called like tables. */
const byTable = new Set(["RequestItems", "UnprocessedItems", "UnprocessedKeys"]);

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const mapped = (value: object, change: (one: unknown, name: string) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([name, one]) => [name, change(one, name)]));

const each = (list: unknown, convert: Convert): unknown =>
  Array.isArray(list) ? list.map((row) => (isObject(row) ? convert(row) : row)) : list;

/** Rows become another form; everything around them stays. */
function converted(value: unknown, name: string, convert: Convert): unknown {
  if (!isObject(value)) return value;
  if (rows.has(name)) return convert(value);
  if (lists.has(name)) return each(value, convert);
  if (Array.isArray(value)) return value.map((one) => converted(one, "", convert));
  if (byTable.has(name)) return mapped(value, (one) => converted(one, "", convert));
  if (name === "Responses") return mapped(value, (list) => each(list, convert));
  return mapped(value, (one, member) => converted(one, member, convert));
}

const taken = (given: object, name: string): object =>
  Object.fromEntries(Object.entries(given).filter(([member]) => takes(name, member)));

/** `{ Put: { … } }` with what a part of a transaction takes. */
const transacted = (part: unknown): unknown =>
  isObject(part) ? mapped(part, (given, kind) => (isObject(given) ? taken(given, kind) : given)) : part;

function takenBy(action: string, input: object): object {
  const known = taken(input, action);
  if (!("TransactItems" in known) || !Array.isArray(known.TransactItems)) return known;
  return { ...known, TransactItems: known.TransactItems.map(transacted) };
}

/** What an action takes of its input, with rows as DynamoDB writes them. */
export const inputToWire = (action: string, input: object): object =>
  mapped(takenBy(action, input), (one, name) => converted(one, name, rowToWire));

/** An answer, with plain rows. */
export const answerFromWire = (answer: object): object =>
  mapped(answer, (one, name) => converted(one, name, rowFromWire));
