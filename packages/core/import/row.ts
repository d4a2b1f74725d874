import type * as z from "zod/mini";
import type { Fault } from "#contract/failure";
import { kindOf, shapeOf } from "#contract/reflection";
import type { Line } from "./file";

const number = /^-?\d+(\.\d+)?$/;

/** A cell as the field's schema takes it: nothing for an empty one, numbers for numbers; what isn't one stays text. */
function valueIn(text: string, schema: z.core.$ZodType): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const kind = kindOf(schema);
  if (kind === "number" && number.test(trimmed)) return Number(trimmed);
  if (kind === "boolean" && /^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === "true";
  return text;
}

/** Columns of a file whose lines are of that schema, and those that it can't do without. */
export function columnsOf(schema: z.ZodMiniType): { known: string[]; required: string[] } {
  const fields = Object.entries(shapeOf(schema) ?? {});
  const required = fields.filter(([, field]) => field._zod.optin === undefined);
  return { known: fields.map(([name]) => name), required: required.map(([name]) => name) };
}

/** A line as the schema has it, or what is wrong with it. */
export function parseLine<Row>(
  schema: z.ZodMiniType<Row>,
  { fields, surplus }: Line,
): { row: Row } | { errors: Fault[] } {
  const shape = shapeOf(schema) ?? {};
  const values = Object.entries(shape).map(([name, field]) => [name, valueIn(fields[name] ?? "", field)]);
  const given = values.filter(([, value]) => value !== undefined);
  const parsed = schema.safeParse(Object.fromEntries(given));
  const errors = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: path.map(String).join("."),
    message,
  }));
  if (surplus > 0) errors.push({ path: "", message: `has ${surplus} more values than there are columns` });
  return parsed.success && surplus === 0 ? { row: parsed.data } : { errors };
}
