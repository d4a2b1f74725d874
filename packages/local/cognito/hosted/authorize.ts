import type { ServiceRequest, ServiceResponse } from "#local/service";
import { type AuthorizationRequest, checkAuthorizationRequest, redirect } from "./authorization-request";
import { cookieOf, loginCookie } from "./cookies";
import type { HostedState } from "./hosted-login";

/** `/oauth2/authorize`: a browser that signed in before goes straight back with a code, any other to the login page. */
export function authorize(hosted: HostedState, request: ServiceRequest): ServiceResponse {
  const { request: authorization, refusal } = checkAuthorizationRequest(hosted, request.query);
  if (authorization === undefined) return refusal;
  const pool = hosted.pools.pool(authorization.client.poolId);
  const username = hosted.logins.usernameOf(cookieOf(request, loginCookie), pool.id);
  const user = username === undefined ? undefined : hosted.users.find(pool, username);
  if (user?.enabled && request.query.get("prompt") !== "login") {
    return returnWithCode(hosted, authorization, user.username);
  }
  return { status: 302, headers: { location: `/login?${request.query}`, "cache-control": "no-store" }, body: "" };
}

/** Back to the client's redirect URI with a fresh authorization code. */
export function returnWithCode(
  hosted: HostedState,
  authorization: AuthorizationRequest,
  username: string,
  headers: Record<string, string> = {},
): ServiceResponse {
  const { client, redirectUri, scope, codeChallenge, nonce, state } = authorization;
  const code = hosted.codes.issue({ clientId: client.id, username, redirectUri, scope, codeChallenge, nonce });
  return redirect(redirectUri, { code, state }, headers);
}
