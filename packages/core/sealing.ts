import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { secret, secretThat } from "#adapters/secrets";

const cipher = "aes-256-gcm";
const [ivLength, tagLength] = [12, 16];

const keyBy = (key: string): Buffer => createHmac("sha256", key).update("sealed").digest();

/** What only the API can read again, and only together with what it belongs to. */
export async function seal(text: string, context: string): Promise<string> {
  const iv = randomBytes(ivLength);
  const sealing = createCipheriv(cipher, keyBy(await secret("APP_KEY")), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([sealing.update(text), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString("base64url");
}

function opened(sealed: Buffer, context: string, key: string): string | undefined {
  const [iv, tag] = [sealed.subarray(0, ivLength), sealed.subarray(ivLength, ivLength + tagLength)];
  try {
    const opening = createDecipheriv(cipher, keyBy(key), iv, { authTagLength: tagLength });
    opening.setAAD(Buffer.from(context)).setAuthTag(tag);
    return Buffer.concat([opening.update(sealed.subarray(ivLength + tagLength)), opening.final()]).toString();
  } catch {
    return undefined;
  }
}

/** The text again; undefined when it was altered, or belongs to something else. */
export async function unseal(sealed: string, context: string): Promise<string | undefined> {
  const bytes = Buffer.from(sealed, "base64url");
  const key = await secretThat("APP_KEY", (key) => opened(bytes, context, key) !== undefined);
  return key === undefined ? undefined : opened(bytes, context, key);
}
