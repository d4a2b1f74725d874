import { admitted, type Endpoint } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import type { Session } from "#core/session";
import type { GatewayEvent } from "./call";

/**
 * Who is calling. The gateway has verified the token; an id token passes there as well and is refused here, and role
 * and status are asked of the user's row.
 * @throws Failure unauthorized, account_suspended, forbidden
 */
export async function authenticate(endpoint: Endpoint, event: GatewayEvent, now: Date): Promise<Session | undefined> {
  if (!admitted[endpoint.access]) return undefined;
  const { token_use, sub, auth_time } = event.requestContext.authorizer?.jwt?.claims ?? {};
  if (token_use !== "access" || typeof sub !== "string") throw new Failure("unauthorized");
  // Loaded when first needed: a group without accounts runs without a table.
  const { admit } = await import("#core/session");
  return admit({ sub, auth_time: Number(auth_time) }, endpoint.access, now);
}
