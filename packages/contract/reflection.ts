import type * as z from "zod/mini";

type Schema = z.core.$ZodType;

/** The schema of the value itself, whatever may be there in its place: null, nothing, a default. */
export function bare(schema: Schema): Schema {
  const { def } = schema._zod as unknown as { def: { innerType?: Schema } };
  return def.innerType ? bare(def.innerType) : schema;
}

/** The fields of an object's schema; undefined for anything else's, and for an object of any fields. */
export function shapeOf(schema: Schema): Record<string, Schema> | undefined {
  const { def } = bare(schema)._zod as unknown as { def: { type: string; shape?: Record<string, Schema> } };
  return def.type === "object" ? def.shape : undefined;
}

/** What an array's schema is of; undefined for anything else's. */
export function elementOf(schema: Schema): Schema | undefined {
  const { def } = bare(schema)._zod as unknown as { def: { type: string; element?: Schema } };
  return def.type === "array" ? def.element : undefined;
}

/** `string`, `number`, `boolean`, `enum` … */
export const kindOf = (schema: Schema): string => bare(schema)._zod.def.type;
