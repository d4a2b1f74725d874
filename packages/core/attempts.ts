import { createHash } from "node:crypto";
import { Entity } from "electrodb";
import { numberSetting } from "#adapters/environment";
import { store } from "#adapters/table";
import { Failure } from "#contract/failure";
import { type Step, step } from "./transaction";

/**
 * Counters of attempts, and locks. Names are hashed: they hold addresses. A blind retry of the SDK may count an attempt
 * twice, which errs on the safe side.
 */
const Attempts = new Entity(
  {
    model: { service: "iq", entity: "attempts", version: "1" },
    attributes: {
      name: { type: "string", required: true },
      count: { type: "number", required: true },
      /** Epoch milliseconds; a lock in force until then. */
      locked_until: { type: "number" },
      /** Epoch seconds. DynamoDB deletes late, so the name carries the window and nothing relies on the deletion. */
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["name"], template: "attempts#${name}", casing: "none" },
        sk: { field: "sk", composite: [], template: "attempts", casing: "none" },
      },
    },
  },
  store,
);

const hashed = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("base64url");

/** How many attempts are left, as the RateLimit-* headers tell it. */
export interface Allowance {
  limit: number;
  /** Negative once there have been too many. */
  remaining: number;
  /** Seconds until the window ends. */
  reset: number;
}

/** Counts one attempt at `action` on `subject` from `address` in the present window. */
export async function attempt(action: string, subject: string, address: string, now: Date): Promise<Allowance> {
  const limit = numberSetting("RATE_LIMIT_ATTEMPTS");
  const window = numberSetting("RATE_LIMIT_WINDOW_SECONDS");
  const seconds = Math.floor(now.getTime() / 1000);
  const end = (Math.floor(seconds / window) + 1) * window;
  const name = hashed(action, subject, address, String(end));
  const { data } = await Attempts.upsert({ name }).set({ ttl: end }).add({ count: 1 }).go({ response: "all_new" });
  return { limit, remaining: limit - data.count, reset: end - seconds };
}

/** @throws Failure rate_limited when there have been too many. */
export function requireAllowed({ remaining, reset }: Allowance): void {
  if (remaining < 0) throw new Failure("rate_limited", { retryAfter: reset });
}

/**
 * The step that counts one more of `subject`'s `action`s in the present window, for the transaction that carries it out;
 * refused as rate_limited when there have been `most`.
 */
export function withinLimit(
  action: string,
  subject: string,
  { most, seconds }: { most: number; seconds: number },
  now: Date,
): Step {
  const second = Math.floor(now.getTime() / 1000);
  const end = (Math.floor(second / seconds) + 1) * seconds;
  const counted = Attempts.upsert({ name: hashed(action, subject, String(end)) })
    .set({ ttl: end })
    .add({ count: 1 })
    .where(({ count }, { lt, notExists }) => `${notExists(count)} OR ${lt(count, most)}`);
  return step(counted.params(), () => new Failure("rate_limited", { retryAfter: end - second }));
}

/** Wrong passwords in a row before an account locks, from whatever addresses they came. */
const lockAfter = 10;
const longestLock = 24 * 3600;

/** 1, 2, 4 … minutes with each further failure, up to a day; seconds. */
export const lockSeconds = (failures: number): number =>
  failures < lockAfter ? 0 : Math.min(longestLock, 60 * 2 ** (failures - lockAfter));

const account = (email: string) => hashed("account", email);

/** @throws Failure account_locked while it is. Unknown addresses lock the same way, so a lock tells nothing. */
export async function requireUnlocked(email: string, now: Date): Promise<void> {
  const { data } = await Attempts.get({ name: account(email) }).go();
  const left = (data?.locked_until ?? 0) - now.getTime();
  if (left > 0) throw new Failure("account_locked", { retryAfter: Math.ceil(left / 1000) });
}

/** Counts a wrong password, and locks the account for longer with each. */
export async function recordFailure(email: string, now: Date): Promise<void> {
  const name = account(email);
  const ttl = Math.floor(now.getTime() / 1000) + 2 * longestLock;
  const { data } = await Attempts.upsert({ name }).set({ ttl }).add({ count: 1 }).go({ response: "all_new" });
  const seconds = lockSeconds(data.count);
  if (seconds > 0)
    await Attempts.patch({ name })
      .set({ locked_until: now.getTime() + seconds * 1000 })
      .go();
}

/** A right password clears the account's failures. */
export async function clearFailures(email: string): Promise<void> {
  await Attempts.delete({ name: account(email) }).go();
}
