import { z } from "zod";
import type { Notes } from "./books";
import { refusal } from "./failure";

/** Razorpay's limits: 15 keys with values of 256 characters. */
export const notes = z
  .record(z.string(), z.string().max(256))
  .refine(
    (entries) => Object.keys(entries).length <= 15,
    "Number of fields in notes should be less than or equal to 15",
  );

/** Notes as they are kept and answered. */
export const keptNotes = (given: Record<string, string> | undefined): Notes =>
  given && Object.keys(given).length > 0 ? given : [];

/** Minor units. */
export const amount = z.int("must be an integer.");

/** @throws RazorpayFailure 400 naming the first parameter that is unknown, missing or malformed. */
export function readParams<Output>(schema: z.ZodType<Output>, fields: unknown): Output {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys") {
    throw refusal(`${issue.keys.join(", ")} is/are not required and should not be sent`);
  }
  const field = issue?.path.map(String).join(".") ?? "";
  throw refusal(`The ${field} field is invalid: ${issue?.message}`, field);
}
