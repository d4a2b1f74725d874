import { createHmac, timingSafeEqual } from "node:crypto";
import { secret, secretThat } from "#adapters/secrets";
import { Failure } from "#contract/failure";

/** A payload with what it belongs to sealed in. */
function sealed(payload: string, context: string, key: string): string {
  const signature = createHmac("sha256", key).update(`${payload}\n${context}`).digest().subarray(0, 16);
  return `${payload}.${signature.toString("base64url")}`;
}

/** A position in a list as clients carry it; `context` says which list, and in which order. */
export const encodeCursor = async (position: unknown, context: string): Promise<string> =>
  sealed(Buffer.from(JSON.stringify(position)).toString("base64url"), context, await secret("APP_KEY"));

/** The position again. @throws Failure invalid_cursor for one that was altered or made for another list. */
export async function decodeCursor<Position>(cursor: string, context: string): Promise<Position> {
  const [payload = ""] = cursor.split(".");
  // Compared as text: base64 has several spellings of the same bytes, and only one was given.
  const given = Buffer.from(cursor);
  const key = await secretThat("APP_KEY", (key) => {
    const expected = Buffer.from(sealed(payload, context, key));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!key) throw new Failure("invalid_cursor");
  return JSON.parse(Buffer.from(payload, "base64url").toString());
}
