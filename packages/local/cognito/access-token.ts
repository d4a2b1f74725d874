import { compactVerify, decodeJwt, type JWTPayload } from "jose";
import { notAuthorized } from "./service-fault";
import type { CognitoState } from "./state";
import { apiScope } from "./tokens";
import type { User } from "./user";

/**
 * The user whose access token this is, for the operations that take one. Stricter than a verifier of signatures:
 * revoked tokens are refused. Faults: `NotAuthorizedException`, `UserNotFoundException` for a deleted user.
 */
export async function userOfAccessToken(state: CognitoState, token: string): Promise<User> {
  const claims = await verifiedClaims(state, token);
  if (claims.token_use !== "access") throw notAuthorized("Invalid Access Token");
  if ((claims.exp ?? 0) * 1000 <= state.clock()) throw notAuthorized("Access Token has expired");
  if (!String(claims.scope).split(" ").includes(apiScope)) {
    throw notAuthorized("Access Token does not have required scopes");
  }
  const user = state.users.get(poolOf(state, claims), String(claims.username));
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (state.sessions.isRevoked(String(claims.origin_jti))) throw notAuthorized("Access Token has been revoked");
  return user;
}

async function verifiedClaims(state: CognitoState, token: string): Promise<JWTPayload> {
  try {
    const claims = decodeJwt(token);
    const { publicKey } = await state.keys.of(poolOf(state, claims).id);
    await compactVerify(token, publicKey, { algorithms: ["RS256"] });
    return claims;
  } catch {
    throw notAuthorized("Invalid Access Token");
  }
}

function poolOf(state: CognitoState, claims: JWTPayload) {
  const pool = state.pools.all().find(({ id }) => claims.iss === state.tokens.issuerOf(id));
  if (pool === undefined) throw notAuthorized("Invalid Access Token");
  return pool;
}
