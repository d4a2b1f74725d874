import { createHmac, timingSafeEqual } from "node:crypto";
import { secretThat } from "../secrets";

/** Whether the text is the HMAC-SHA256, in hexadecimal, of what was signed; compared in constant time. */
export function matches(signature: string, signed: Buffer | string, key: string): boolean {
  const expected = createHmac("sha256", key).update(signed).digest();
  const given = Buffer.from(signature, "hex");
  return /^[0-9a-f]{64}$/.test(signature) && timingSafeEqual(expected, given);
}

/** Whether Razorpay's checkout handed over this payment of this order: only it and we know the key's secret. */
export async function verifySignature(reference: string, payment_id: string, signature: string): Promise<boolean> {
  const signed = (key: string) => matches(signature, `${reference}|${payment_id}`, key);
  return (await secretThat("RAZORPAY_KEY_SECRET", signed)) !== undefined;
}
