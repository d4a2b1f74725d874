import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import type { CognitoState } from "./state";

/** What a JWT authorizer of an HTTP API is configured with. */
export interface AuthorizerSettings {
  issuer: string;
  audience: string[];
}

/** The token's claims, or why API Gateway refuses it (`error_description` of its `www-authenticate` header). */
export type Verdict = { claims: JWTPayload; failure?: undefined } | { claims?: undefined; failure: string };

/**
 * Decides on a bearer token as the JWT authorizer of an API Gateway HTTP API does: signature, `iss`, the audience, then
 * the times, without leeway. `client_id` counts only where `aud` is missing, so an id token passes like an access token,
 * and so does a revoked token until it expires: both are for the application to check. AWS documents the words for
 * a wrong audience only; the others are best knowledge.
 */
export async function decide(state: CognitoState, token: string, settings: AuthorizerSettings): Promise<Verdict> {
  const claims = decoded(token);
  if (claims === undefined) return { failure: "the token is malformed" };
  const failure =
    (await signatureFailure(state, token, settings.issuer)) ?? claimFailure(claims, settings, state.clock());
  return failure === undefined ? { claims } : { failure };
}

function decoded(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

async function signatureFailure(state: CognitoState, token: string, issuer: string): Promise<string | undefined> {
  const pool = state.pools.all().find(({ id }) => state.tokens.issuerOf(id) === issuer);
  if (pool === undefined) return "OIDC discovery endpoint communication error";
  const key = await state.keys.of(pool.id);
  try {
    if (decodeProtectedHeader(token).kid !== key.kid)
      return "unable to find a signing key that matches the token's kid";
    await compactVerify(token, key.publicKey, { algorithms: ["RS256"] });
    return undefined;
  } catch {
    return "the token has an invalid signature";
  }
}

function claimFailure(claims: JWTPayload, settings: AuthorizerSettings, now: number): string | undefined {
  if (claims.iss !== settings.issuer) return "issuer does not match";
  const audiences = [claims.aud ?? claims.client_id].flat();
  if (!audiences.some((audience) => settings.audience.includes(String(audience)))) {
    return "the token does not have a valid audience";
  }
  if (claims.exp === undefined || claims.exp * 1000 <= now) return "the token has expired";
  if (claims.nbf !== undefined && claims.nbf * 1000 > now) return "the token is not valid yet";
  if (claims.iat !== undefined && claims.iat * 1000 > now) return "the token was issued in the future";
  return undefined;
}
