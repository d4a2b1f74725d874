import { createHash } from "node:crypto";
import type { Context } from "./context";
import { exception } from "./fault";
import { canonical } from "./item";
import type { Operation } from "./shelf";

/** How long DynamoDB remembers a ClientRequestToken. */
const REMEMBERED_MS = 10 * 60 * 1000;

interface Use {
  payload: string;
  /** Ms since the epoch. */
  at: number;
}

/** A transaction's claim on its ClientRequestToken. */
type Claim = { replayed: true } | { replayed: false; operation: Operation };

/** Identifies what a transaction asks for. Take it before the request is evaluated, which changes it. */
export function payloadHash(transactItems: unknown): string {
  return createHash("sha256").update(canonical(transactItems)).digest("hex");
}

/**
 * Decides whether the token's transaction has been applied; otherwise gives the operation that remembers it.
 * @throws IdempotentParameterMismatchException when the token stands for another payload
 */
export function claim({ storage, clock }: Context, token: string, payload: string): Claim {
  const uses = storage.shelf<Use>("token~");
  const now = clock();
  const key = Buffer.from(token).toString("hex");
  const use = uses.staged(key);
  if (!use || now - use.at >= REMEMBERED_MS) return { replayed: false, operation: uses.put(key, { payload, at: now }) };
  if (use.payload === payload) return { replayed: true };
  throw exception(
    "IdempotentParameterMismatchException",
    "The request uses the same client token as a previous, but non-identical request.",
  );
}

/** Forgets the tokens whose time is over. */
export async function forgetTokens({ storage, clock }: Context): Promise<void> {
  const uses = storage.shelf<Use>("token~");
  const stale: Operation[] = [];
  for await (const [key, use] of uses.entries()) {
    if (clock() - use.at >= REMEMBERED_MS && uses.staged(key)?.at === use.at) stale.push(uses.del(key));
  }
  await storage.commit(stale);
}
