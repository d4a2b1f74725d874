import { z } from "zod";
import { refusal, type StripeFailure } from "./failure";
import type { Field, Fields } from "./form";

/** A whole number. */
export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/, "parameter_invalid_integer")
  .transform(Number);

export const flag = z.enum(["true", "false"], "parameter_invalid_boolean").transform((value) => value === "true");

/** Text of at most `max` characters that the empty string unsets. */
export function text(max = 5_000) {
  return z
    .string()
    .max(max, "parameter_invalid_string_length")
    .transform((value) => (value === "" ? null : value));
}

export const id = z.string().min(1, "parameter_invalid_empty").max(200);

/** Stripe's limits: 50 keys of 40 characters with values of 500. An empty value removes its key. */
export const metadata = z.union([
  z.literal("").transform((): Record<string, string> | null => null),
  z
    .record(z.string().max(40), z.string().max(500))
    .refine((entries) => Object.keys(entries).length <= 50, "parameter_invalid_metadata"),
]);

/** The values of a list, whose form keys are 0, 1, … */
export function list<Item extends z.ZodType>(item: Item) {
  return z.record(z.string(), item).transform((entries): z.output<Item>[] => Object.values(entries));
}

/** `created=…` or `created[gte]=…`: seconds since the epoch. */
export const range = z.union([
  integer,
  z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
]);

/** @throws StripeFailure 400 naming the first parameter that is unknown, missing or malformed. */
export function readParams<Output>(schema: z.ZodType<Output>, fields: Fields): Output {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (!issue) throw result.error;
  throw explain(issue, fields);
}

function explain(issue: z.core.$ZodIssue, fields: Fields): StripeFailure {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const name = bracketed([...path, ...issue.keys.slice(0, 1)]);
    return refusal("parameter_unknown", `Received unknown parameter: ${name}`, name);
  }
  const name = bracketed(path);
  const value = path.reduce<Field | undefined>((at, key) => (typeof at === "object" ? at[key] : undefined), fields);
  if (value === undefined) return refusal("parameter_missing", `Missing required param: ${name}.`, name);
  const code = issue.message.startsWith("parameter_") ? issue.message : "parameter_invalid";
  return refusal(code, `Invalid ${name}: ${typeof value === "string" ? value.slice(0, 100) : "object"}`, name);
}

function bracketed([head = "", ...rest]: string[]): string {
  return head + rest.map((key) => `[${key}]`).join("");
}

/** What metadata becomes by an update: keys are merged, an empty value removes its key, `null` removes all. */
export function mergeMetadata(
  before: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ""));
}
