import fc from "fast-check";
import type * as z from "zod/mini";
import { nearlyValid, valid } from "./arbitrary";
import type { Made } from "./rehearsal";
import { patternsOf } from "./sample";
import { alternatives, fieldsOf, requestSchema, type WireSchema } from "./wire-schema";

const seed = 20_261_126;

/** What does harm in a page, in a spreadsheet, in a path, in an address: in one line, so that much of it is taken. */
const harmful = `=HYPERLINK("x")"><script src=//evil.example.com></script>/../../etc/passwd http://169.254.169.254/`;
/** And in a header. */
const broken = "a\r\nBcc: victim@example.com";

type Fields = Record<string, unknown>;

/** Good fields, with another value in place of one at a time. */
function neighboursOf(schema: z.ZodMiniType, good: Fields, numRuns: number): Fields[] {
  const samples = fc.sample(valid(requestSchema(schema)) as fc.Arbitrary<Fields>, { numRuns, seed });
  return samples.map((sample, n) => {
    const names = Object.keys(sample);
    const name = names[n % names.length];
    return name === undefined ? good : { ...good, [name]: sample[name] };
  });
}

/** Other values: near the good ones, and such as the schema nearly takes. */
const others = (schema: z.ZodMiniType, good: Fields, count: number): Fields[] => [
  ...neighboursOf(schema, good, count),
  ...fc.sample(nearlyValid(requestSchema(schema)), { numRuns: count, seed }),
];

/** Whether a schema takes the harmful text as any other: what it refuses is tried elsewhere. */
const takesHarm = ([, schema]: [string, WireSchema]): boolean =>
  alternatives(schema).some(
    (one) =>
      one.type === "string" &&
      !one.enum &&
      (one.maxLength ?? harmful.length) >= harmful.length &&
      patternsOf(one).every((pattern) => new RegExp(pattern, "u").test(harmful)),
  );

/** A good body with something harmful as each of the texts that it may have, one at a time. */
function harmed(schema: z.ZodMiniType, body: string): string[] {
  const fields: Fields = JSON.parse(body);
  const texts = fieldsOf(requestSchema(schema)).filter(takesHarm);
  return texts.flatMap(([name], n) =>
    (n === 0 ? [broken, harmful] : [harmful]).map((text) => JSON.stringify({ ...fields, [name]: text })),
  );
}

function asQuery(fields: Fields): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.append(name, String(value));
  return query.toString();
}

/** The same request with other bodies and queries: valid, nearly valid and hostile; what it names stays. */
export function variationsOf(made: Made, count: number): Made[] {
  const { body, query, accepts } = made.route.endpoint;
  if (accepts) return [broken, harmful].map((text) => ({ ...made, body: `${made.body ?? ""}\r\n${text},${text}` }));
  const [path = ""] = made.path.split("?");
  return [
    made,
    ...(query ? others(query, {}, count).map((fields) => ({ ...made, path: `${path}?${asQuery(fields)}` })) : []),
    ...(body
      ? others(body, JSON.parse(made.body ?? "{}"), count).map((fields) => ({ ...made, body: JSON.stringify(fields) }))
      : []),
    ...(body && made.body ? harmed(body, made.body).map((harm) => ({ ...made, body: harm })) : []),
  ].map((one) => ({ ...one, type: body ? "application/json" : one.type }));
}
