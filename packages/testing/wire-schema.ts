import * as z from "zod/mini";
import type { Endpoint } from "#contract/endpoint";

/** A JSON Schema as zod derives it from a wire schema. */
export type WireSchema = z.core.JSONSchema.BaseSchema;

/** What clients send. */
export const requestSchema = (schema: z.ZodMiniType): WireSchema => z.toJSONSchema(schema, { io: "input" });

/** What leaves. */
export const answerSchema = (schema: z.ZodMiniType): WireSchema => z.toJSONSchema(schema, { io: "output" });

/** The fields of an object's schema; none of anything else's. */
export function fieldsOf({ properties = {} }: WireSchema): [name: string, schema: WireSchema][] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === "object" ? [[name, schema] as [string, WireSchema]] : [],
  );
}

/** What an array's schema says of each item. */
export const itemsOf = ({ items }: WireSchema): WireSchema =>
  typeof items === "object" && !Array.isArray(items) ? items : {};

/** Names of the fields that an endpoint's body may have. */
export const bodyFields = ({ body }: Endpoint): string[] =>
  body ? fieldsOf(requestSchema(body)).map(([name]) => name) : [];

/** The alternatives of a schema, `null` among them; itself where it has none. */
export const alternatives = (schema: WireSchema): WireSchema[] =>
  schema.anyOf?.filter((one) => typeof one === "object") ?? [schema];
