import type { JsonSchema } from "../schemas";

const refPrefix = "#/components/schemas/";

const words: Record<string, string> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

const indented = (text: string): string => text.replaceAll("\n", "\n  ");

const union = (options: string[]): string => [...new Set(options)].join(" | ");

function objectText({ properties, required = [], additionalProperties }: JsonSchema): string {
  const fields = Object.entries(properties ?? {}).map(([name, field]) => {
    const mark = required.includes(name) ? "" : "?";
    return `\n${/^\w+$/.test(name) ? name : JSON.stringify(name)}${mark}: ${typeof field === "object" ? typeText(field) : "unknown"};`;
  });
  if (fields.length > 0) return `{${indented(fields.join(""))}\n}`;
  if (typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0)
    return `Record<string, ${typeText(additionalProperties)}>`;
  return additionalProperties === false ? "Record<string, never>" : "Record<string, unknown>";
}

function arrayText({ items }: JsonSchema): string {
  if (typeof items !== "object" || Array.isArray(items)) throw new Error("an array must say what it is of");
  const item = typeText(items);
  return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
}

/**
 * A JSON Schema as a TypeScript type; of references, the name.
 * @throws Error for a schema that has no such type.
 */
export function typeText(schema: JsonSchema): string {
  const { $ref, const: only, enum: options, anyOf, type } = schema;
  if ($ref?.startsWith(refPrefix)) return $ref.slice(refPrefix.length);
  if (only !== undefined) return JSON.stringify(only);
  if (options) return union(options.map((option) => JSON.stringify(option)));
  if (anyOf) return union(anyOf.map(typeText));
  if (Array.isArray(type)) return union(type.map((one) => typeText({ ...schema, type: one })));
  if (type === "object") return objectText(schema);
  if (type === "array") return arrayText(schema);
  const word = words[type ?? ""];
  if (!word) throw new Error(`no TypeScript type for ${JSON.stringify(schema)}`);
  return word;
}

/** The names that a type's text takes from elsewhere. */
export function namesIn(schema: JsonSchema): string[] {
  const refs = JSON.stringify(schema).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
  return [...refs].flatMap(([, name]) => name ?? []);
}

/** A named type: an interface where it can be one. */
export function declaration(name: string, schema: JsonSchema): string {
  const text = typeText(schema);
  return schema.type === "object" ? `export interface ${name} ${text}\n` : `export type ${name} = ${text};\n`;
}
