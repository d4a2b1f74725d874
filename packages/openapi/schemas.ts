import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { nouns } from "./nouns";
import { sampled } from "./samples";

/** A JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * What a schema describes: a `body` as the client sends it; an `answer` as it arrives; a `parameter` with the meaning
 * that its text has (a number, with its default).
 */
export type Use = "body" | "answer" | "parameter";

type Override = Parameters<NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>>[0];

/** Leaves out what says nothing: bounds of safe integers, and the pattern behind a standard format. */
function plain(jsonSchema: Override["jsonSchema"]): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.format) delete jsonSchema.pattern;
}

/** An answer always has its defaults filled in, and may gain fields without breaking anybody. */
function open({ zodSchema, jsonSchema }: Override): void {
  delete jsonSchema.default;
  const { def } = zodSchema._zod;
  if (def.type === "object" && !def.catchall) delete jsonSchema.additionalProperties;
}

const localRef = /"\$ref":"#\/\$defs\//g;

function converted(schema: z.ZodMiniType, use: Use): JsonSchema {
  const wrapped = z.toJSONSchema(z.object({ schema }), {
    io: use === "body" ? "input" : "output",
    metadata: nouns,
    override: (context) => {
      plain(context.jsonSchema);
      if (use === "answer") open(context);
    },
  });
  return JSON.parse(JSON.stringify(wrapped).replace(localRef, '"$ref":"#/components/schemas/'));
}

/** The schemas of one document: those that have a name are kept once, and referred to. */
export class Schemas {
  readonly #shared = new Map<string, JsonSchema>();

  /**
   * The JSON Schema of a wire schema, a reference where it has a name.
   * @throws Error when the same name would read differently in a request and in an answer.
   */
  of(schema: z.ZodMiniType, use: Use): JsonSchema {
    const { properties, $defs } = converted(schema, use);
    for (const [name, shared] of Object.entries($defs ?? {})) this.#share(name, sampled(shared));
    const own = properties?.schema;
    if (typeof own !== "object") throw new Error("a wire schema must describe something");
    return sampled(own);
  }

  #share(name: string, schema: JsonSchema): void {
    const known = this.#shared.get(name);
    if (known && !isDeepStrictEqual(known, schema))
      throw new Error(`${name} reads differently in requests and in answers: give it two names`);
    this.#shared.set(name, schema);
  }

  /** Every schema that was referred to so far, by name and in its order. */
  shared(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#shared].sort(([a], [b]) => a.localeCompare(b, "en")));
  }
}
