import { z } from "zod";
import { S3Fault } from "./fault";
import type { UploadForm } from "./form";

const Condition = z.union([
  z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]),
  z.record(z.string(), z.string()),
]);

const Policy = z.object({ expiration: z.iso.datetime(), conditions: z.array(Condition) });

type Condition = z.infer<typeof Condition>;

const invalid = (why: string) => new S3Fault("AccessDenied", `Invalid according to Policy: ${why}`);

function parse(encoded: string): z.infer<typeof Policy> {
  try {
    return Policy.parse(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  } catch {
    throw new S3Fault("InvalidPolicyDocument", "Invalid Policy: Invalid JSON.");
  }
}

/** What fields have to be: `["eq", "content-type", "image/png"]`. */
type Demand = ["eq" | "starts-with", string, string];

function demandsOf(condition: Condition): Demand[] {
  if (!Array.isArray(condition))
    return Object.entries(condition).map(([name, value]) => ["eq", name.toLowerCase(), value]);
  return condition[0] === "content-length-range"
    ? []
    : [[condition[0], condition[1].slice(1).toLowerCase(), condition[2]]];
}

const met = ([operator, , wanted]: Demand, value: string | undefined): boolean =>
  value !== undefined && (operator === "eq" ? value === wanted : value.startsWith(wanted));

/** The only fields that a policy need not speak of. */
const exempt = (name: string): boolean =>
  ["x-amz-signature", "policy", "file"].includes(name) || name.startsWith("x-ignore-");

function requireSize(size: number, least: number, most: number): void {
  if (size > most)
    throw new S3Fault("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
      ProposedSize: size,
      MaxSizeAllowed: most,
    });
  if (size < least)
    throw new S3Fault("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
      ProposedSize: size,
      MinSizeAllowed: least,
    });
}

/**
 * Holds a form to its policy: not expired, every condition met, every field spoken of, the file as large as allowed.
 * @throws S3Fault InvalidPolicyDocument, AccessDenied, EntityTooLarge, EntityTooSmall
 */
export function requireAllowed({ fields, file }: UploadForm, bucket: string, now: number): void {
  const { expiration, conditions } = parse(fields.policy ?? "");
  if (Date.parse(expiration) <= now) throw invalid("Policy expired.");
  const demands = conditions.flatMap(demandsOf);
  // What a form says of its bucket counts as well as where it was sent.
  if ((fields.bucket ?? bucket) !== bucket) throw invalid(`Policy Condition failed: ["eq","$bucket","${bucket}"]`);
  const given: Record<string, string> = { ...fields, bucket };
  for (const demand of demands) {
    const [operator, name, wanted] = demand;
    if (!met(demand, given[name]))
      throw invalid(`Policy Condition failed: ${JSON.stringify([operator, `$${name}`, wanted])}`);
  }
  const extra = Object.keys(given).filter((name) => !exempt(name) && !demands.some(([, spoken]) => spoken === name));
  if (extra.length > 0) throw invalid(`Extra input fields: ${extra.join(", ")}`);
  for (const condition of conditions)
    if (Array.isArray(condition) && condition[0] === "content-length-range")
      requireSize(file.length, condition[1], condition[2]);
}
