/** A value as DynamoDB writes it in JSON: `{ S: "text" }`, `{ N: "1" }`, binary as base64. */
export type Wire = Record<string, unknown>;

type Row = Record<string, unknown>;

function numeral(number: number): string {
  if (!Number.isFinite(number)) throw new Error(`${number} is no number that can be stored`);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new Error(`${number} is too large to be stored exactly`);
  return String(number);
}

const base64 = (bytes: ArrayBufferView): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

const isStored = (value: unknown): boolean => value !== undefined && typeof value !== "function";

function setToWire(set: Set<unknown>): Wire {
  const values = [...set].filter(isStored);
  const [first] = values.map(toWire);
  const [type] = Object.keys(first ?? {});
  if (type !== "S" && type !== "N" && type !== "B")
    throw new Error("a set is of texts, numbers or bytes, and not empty");
  return { [`${type}S`]: values.map((value) => toWire(value)[type]) };
}

function objectToWire(value: object): Wire {
  if (Array.isArray(value)) return { L: value.filter(isStored).map(toWire) };
  if (ArrayBuffer.isView(value)) return { B: base64(value) };
  if (value instanceof Set) return setToWire(value);
  const kind: unknown = value.constructor?.name ?? "Object";
  if (kind !== "Object") throw new Error(`a ${kind} can't be stored`);
  return { M: rowToWire(value) };
}

/** What is undefined is left out within maps, lists and sets. */
export function toWire(value: unknown): Wire {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: numeral(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (typeof value === "bigint") return { N: String(value) };
  if (typeof value === "object") return objectToWire(value);
  throw new Error(`a ${typeof value} can't be stored`);
}

export function rowToWire(row: object): Record<string, Wire> {
  const wire: Record<string, Wire> = {};
  for (const [name, value] of Object.entries(row)) if (isStored(value)) wire[name] = toWire(value);
  return wire;
}

/** Beyond what a number holds exactly, it is a bigint. */
function numberFrom(text: unknown): number | bigint {
  const number = Number(text);
  return Math.abs(number) > Number.MAX_SAFE_INTEGER && Number.isFinite(number) ? BigInt(String(text)) : number;
}

const bytesFrom = (text: unknown): Uint8Array => Buffer.from(String(text), "base64");
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** By the name of the type. */
const readers: Record<string, (value: unknown) => unknown> = {
  S: (value) => value,
  N: numberFrom,
  BOOL: (value) => value,
  NULL: () => null,
  M: (value) => rowFromWire(value),
  L: (value) => listed(value).map(fromWire),
  B: bytesFrom,
  SS: (value) => new Set(listed(value)),
  NS: (value) => new Set(listed(value).map(numberFrom)),
  BS: (value) => new Set(listed(value).map(bytesFrom)),
};

export function fromWire(wire: unknown): unknown {
  for (const [type, value] of Object.entries(wire ?? {})) {
    const read = readers[type];
    if (read) return read(value);
  }
  throw new Error("a value is of no type that is known");
}

export function rowFromWire(wire: unknown): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(wire ?? {})) row[name] = fromWire(value);
  return row;
}
