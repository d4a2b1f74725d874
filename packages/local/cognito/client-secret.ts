import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { AppClient } from "./app-client";
import { notAuthorized } from "./service-fault";

/**
 * A client with a secret signs the username of every call; the username may be written as the caller knows it or as
 * the pool stores it. Fault `NotAuthorizedException`.
 */
export function requireSecretHash(client: AppClient, given: string | undefined, usernames: string[]): void {
  const { secret } = client;
  if (secret === undefined) return;
  if (given === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = usernames.map((name) =>
    createHmac("sha256", secret)
      .update(name + client.id)
      .digest("base64"),
  );
  if (!expected.some((hash) => equal(hash, given))) {
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
  }
}

/** True for a client without a secret that sent none. */
export function secretMatches(client: AppClient, given: string | undefined): boolean {
  return client.secret === undefined ? given === undefined : given !== undefined && equal(client.secret, given);
}

/** Compares in a time that doesn't depend on where the texts differ. */
export function equal(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
