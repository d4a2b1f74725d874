import type { Endpoint } from "#contract/endpoint";
import type { Allowance } from "#core/attempts";
import type { Session } from "#core/session";

interface Attempted {
  action: string;
  body: unknown;
  session: Session | undefined;
  address: string;
  now: Date;
}

/** Counts an attempt where the endpoint asks for it: per address and per account or token. @throws Failure rate_limited */
export async function throttle(endpoint: Endpoint, attempted: Attempted): Promise<Allowance | undefined> {
  if (endpoint.throttle === undefined) return undefined;
  const { action, body, session, address, now } = attempted;
  const field = (body as Record<string, unknown> | undefined)?.[endpoint.throttle];
  const { attempt } = await import("#core/attempts");
  return attempt(action, session?.id ?? String(field), address, now);
}
