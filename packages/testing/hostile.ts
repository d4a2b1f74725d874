import { sample } from "./sample";
import { alternatives, fieldsOf, itemsOf, type WireSchema } from "./wire-schema";

// What a field must refuse, from its schema: every value here is a fault of its own, and told by the field's path.

/** Something that a schema must refuse, and the paths of all that is wrong with it, relative to it. */
export interface Wrong {
  value: unknown;
  paths: string[];
}

const here = (values: unknown[]): Wrong[] => values.map((value) => ({ value, paths: [""] }));

/** Of no type that the schema takes. */
const strangers: [type: string, values: unknown[]][] = [
  ["null", [null]],
  ["string", ["text", ""]],
  ["number", [42, -1, 1e300]],
  ["boolean", [true]],
  ["object", [{}, { $ne: "" }, { toString: "x" }]],
  ["array", [[], ["text"], [[[]]]]],
];

function ofOtherTypes(schema: WireSchema): unknown[] {
  const taken = alternatives(schema).map(({ type }): unknown => (type === "integer" ? "number" : type));
  return strangers.flatMap(([type, values]) => (taken.includes(type) ? [] : values));
}

const controls = ["a\u0000b", "a\u0007b", "\u007f", "\u001b[31m"];
const unpaired = ["a\ud800b", "\udfff", "\ud83d"];

const texts = ({ maxLength, enum: values }: WireSchema): unknown[] => [
  ...["", ...controls, ...unpaired],
  ...(maxLength === undefined ? [] : ["a".repeat(maxLength + 1), "😀".repeat(maxLength + 1), "a".repeat(200_000)]),
  ...(values ? ["nonsense", "__proto__", "constructor", `${values[0]}x`, ` ${values[0]}`] : []),
];

const numbers = ({ minimum = 0, maximum = 0 }: WireSchema): unknown[] => [minimum - 1, maximum + 1, 0.001, 1e300, "12"];

const within = (name: string, path: string): string => (path === "" ? name : `${name}.${path}`);

/** Objects all of whose fields are wrong at once, each in its n-th way; as many as the richest field has ways. */
function objects(schema: WireSchema): Wrong[] {
  const fields = fieldsOf(schema).map(([name, field]) => ({ name, ways: wrongs(field) }));
  const most = Math.max(0, ...fields.map(({ ways }) => ways.length));
  return Array.from({ length: most }, (_, n) => {
    const chosen = fields.map(({ name, ways }) => ({ name, ...(ways[n % ways.length] as Wrong) }));
    return {
      value: Object.fromEntries(chosen.map(({ name, value }) => [name, value])),
      paths: chosen.flatMap(({ name, paths }) => paths.map((path) => within(name, path))),
    };
  });
}

function ofOwnType(schema: WireSchema): Wrong[] {
  if (schema.type === "object") return [...objects(schema), ...incomplete(schema), unknown];
  if (schema.type === "array") return arrays(schema);
  if (schema.type === "string") return here(texts(schema));
  return schema.type === "number" || schema.type === "integer" ? here(numbers(schema)) : [];
}

/** Too many items, and one that is wrong. */
function arrays(schema: WireSchema): Wrong[] {
  const { maxItems } = schema;
  const many = maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => sample(itemsOf(schema)))];
  const items = wrongs(itemsOf(schema)).map(({ value, paths }) => ({
    value: [value],
    paths: paths.map((path) => within("0", path)),
  }));
  return [...here(many), ...items];
}

/** Without anything that is required. */
const incomplete = ({ required = [] }: WireSchema): Wrong[] =>
  required.length > 0 ? [{ value: {}, paths: [...required] }] : [];

const unknown: Wrong = { value: { nobody_knows: 1, $where: "1" }, paths: ["nobody_knows", "$where"] };

/** Every way in which a value can be wrong for the schema. */
export function wrongs(schema: WireSchema): Wrong[] {
  return [...here(ofOtherTypes(schema)), ...alternatives(schema).flatMap(ofOwnType)];
}
