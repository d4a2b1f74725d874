import { alternatives, fieldsOf, type WireSchema } from "./wire-schema";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

type Named = NonNullable<WireSchema["$defs"]>;

function ofItems({ items }: WireSchema, values: unknown[], path: string, named: Named): string[] {
  if (typeof items !== "object" || Array.isArray(items)) return [];
  return values.flatMap((value, index) => undeclared(items, value, `${path}[${index}]`, named));
}

/** What a reference refers to; a schema that is none, itself. */
const resolved = (schema: WireSchema, named: Named): WireSchema =>
  (schema.$ref && named[schema.$ref.replace("#/$defs/", "")]) || schema;

/** Paths of everything in a value that its schema doesn't declare. */
export function undeclared(schema: WireSchema, value: unknown, path = "$", named = schema.$defs ?? {}): string[] {
  const own = resolved(schema, named);
  const [declared = own] = alternatives(own).filter(({ type }) => type !== "null");
  if (Array.isArray(value)) return ofItems(declared, value, path, named);
  if (!isObject(value)) return [];
  // An object of any fields declares them all.
  if (typeof declared.additionalProperties === "object") return [];
  const fields = new Map(fieldsOf(declared));
  return Object.entries(value).flatMap(([name, content]) => {
    const field = fields.get(name);
    return field ? undeclared(field, content, `${path}.${name}`, named) : [`${path}.${name}`];
  });
}
