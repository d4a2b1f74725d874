import fc from "fast-check";
import type * as z from "zod/mini";
import { nearlyValid, valid } from "./arbitrary";
import type { Made } from "./rehearsal";
import { requestSchema } from "./wire-schema";

const seed = 20_261_126;

/** What does harm in a page, in a mail's header, in a spreadsheet, in a path, in an address. */
const harmful = [
  '"><script src=//evil.example.com></script>',
  "a\r\nBcc: victim@example.com",
  '=HYPERLINK("https://evil.example.com";"x")',
  "../../../etc/passwd",
  "https://169.254.169.254/latest/meta-data/",
];

type Fields = Record<string, unknown>;

/** Values for a schema, half of them as it wants them. */
function some(schema: z.ZodMiniType, numRuns: number): Fields[] {
  const wire = requestSchema(schema);
  return fc.sample(fc.oneof(valid(wire) as fc.Arbitrary<Fields>, nearlyValid(wire)), { numRuns, seed });
}

/** A good body with something harmful in place of each of its texts in turn. */
function harmed(body: string): string[] {
  const fields: Fields = JSON.parse(body);
  const texts = Object.keys(fields).filter((name) => typeof fields[name] === "string");
  if (texts.length === 0) return [];
  return harmful.map((text, n) => JSON.stringify({ ...fields, [texts[n % texts.length] ?? ""]: text }));
}

function asQuery(fields: Fields): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.append(name, String(value));
  return query.toString();
}

/** The same request with other bodies and queries: valid, nearly valid and hostile; what it names stays. */
export function variationsOf(made: Made, count: number): Made[] {
  const { body, query, accepts } = made.route.endpoint;
  if (accepts) return harmful.map((text) => ({ ...made, body: `${made.body ?? ""}\r\n${text},${text}` }));
  const [path = ""] = made.path.split("?");
  return [
    made,
    ...(query ? some(query, count).map((fields) => ({ ...made, path: `${path}?${asQuery(fields)}` })) : []),
    ...(body ? some(body, count).map((fields) => ({ ...made, body: JSON.stringify(fields) })) : []),
    ...(body && made.body ? harmed(made.body).map((harm) => ({ ...made, body: harm })) : []),
  ].map((one) => ({ ...one, type: body ? "application/json" : one.type }));
}
