import type { Session } from "#core/session";
import type { Exchange } from "./call";
import { networkOf } from "./network";

interface Attempted {
  action: string;
  body: unknown;
  session: Session | undefined;
  address: string;
}

/** Counts an attempt where the endpoint asks for it: per network and per account or token. @throws Failure rate_limited */
export async function throttle(exchange: Exchange, attempted: Attempted): Promise<void> {
  const { endpoint, now } = exchange;
  if (endpoint.throttle === undefined) return;
  const { action, body, session, address } = attempted;
  const field = (body as Record<string, unknown> | undefined)?.[endpoint.throttle];
  const { attempt, requireAllowed } = await import("#core/attempts");
  // Kept before it can be refused: the refusal tells it, too.
  exchange.allowance = await attempt(action, session?.id ?? String(field), networkOf(address), now);
  requireAllowed(exchange.allowance);
}
