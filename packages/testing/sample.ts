import type { Endpoint } from "#contract/endpoint";
import { alternatives, fieldsOf, itemsOf, requestSchema, type WireSchema } from "./wire-schema";

/** Texts that satisfy the patterns of the contract between them. */
const texts = ["cat_0001", "ord_0001", "2001-02-03", "https://example.com/a.png", "someone@example.com", "swagger.js"];
const references = ["evt_0001", "cpn_0001", "sec_0001", "les_0001", "upl_0001", "qst_0001"];
const ticket = `some-one.${"x1".repeat(11)}`;
const plain = ["some-text-0", "+91 98765 43210", "12", "18:30", "Asia/Kolkata", ticket];
const gstin = "27AAPFU0939F1ZV";
const others = [
  gstin,
  "123456",
  "2001-02-03T04:05:06.789Z",
  "courses-2001-02.xml",
  "pst_0001",
  "tst_0001",
  "faq_0001",
  "crs_0001",
];

/** Every pattern that a text must match. */
export const patternsOf = ({ pattern, allOf = [] }: WireSchema): string[] =>
  [pattern, ...allOf.map((part) => (typeof part === "object" ? part.pattern : undefined))].filter(
    (found) => found !== undefined,
  );

function text(schema: WireSchema): string {
  const patterns = patternsOf(schema).map((pattern) => new RegExp(pattern, "u"));
  const fits = (one: string) =>
    one.length >= (schema.minLength ?? 0) &&
    one.length <= (schema.maxLength ?? 10_000) &&
    patterns.every((pattern) => pattern.test(one));
  const found = [...plain, "x1".repeat(12), ...texts, ...others, ...references].find(fits);
  if (found === undefined) throw new Error(`no sample text fits ${JSON.stringify(schema)}`);
  return found;
}

/** A value that a schema takes, with every field filled in. */
export function sample(schema: WireSchema): unknown {
  const [first = schema] = alternatives(schema);
  if (first.const !== undefined) return first.const;
  if (first.enum) return first.enum[0];
  if (first.type === "string") return text(first);
  if (first.type === "number" || first.type === "integer") return first.minimum ?? 0;
  if (first.type === "boolean") return true;
  if (first.type === "array") return [sample(itemsOf(first))];
  const fields = fieldsOf(first);
  // What is bought is one of the two.
  const both = fields.some(([name]) => name === "course_id") && fields.some(([name]) => name === "event_id");
  const given = both ? fields.filter(([name]) => name !== "event_id") : fields;
  return Object.fromEntries(given.map(([name, field]) => [name, sample(field)]));
}

/** A body that the endpoint takes. */
export const sampleBody = ({ body }: Endpoint): Record<string, unknown> | undefined =>
  body && (sample(requestSchema(body)) as Record<string, unknown>);

/** The path of a route with parameters that it takes; of nothing that exists. */
export function samplePath(path: string, { params }: Endpoint): string {
  const values = params ? (sample(requestSchema(params)) as Record<string, string>) : {};
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
