import { randomBytes } from "node:crypto";

/** `pi_3f0c…`: a prefix that tells the kind, and 24 random hexadecimal characters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString("hex")}`;
}
