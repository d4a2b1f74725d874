import type { JwtAuthorizer } from "./api-definition";
import { claimStrings } from "./api-event";
import { message } from "./api-reply";
import type { Reply } from "./http-server";

/** Decides on a bearer token: its claims, or the failure in API Gateway's words. */
export type TokenVerifier = (
  token: string,
  settings: { issuer: string; audience: string[] },
) => Promise<{ claims: Record<string, unknown>; failure?: undefined } | { claims?: undefined; failure: string }>;

export type Authorization =
  | { jwt: { claims: Record<string, string>; scopes: string[] | null }; refusal?: undefined }
  | { jwt?: undefined; refusal: Reply };

/** The JWT authorizer of an HTTP API: the token may come with or without `Bearer`. */
export async function authorize(
  verify: TokenVerifier,
  { issuer, audience, scopes }: JwtAuthorizer,
  header: string | undefined,
): Promise<Authorization> {
  const token = header?.replace(/^Bearer\s+/i, "").trim();
  if (!token) return { refusal: message(401, "Unauthorized", { "www-authenticate": "Bearer" }) };
  const wanted = scopes.join(" ");
  const { claims, failure } = await verify(token, { issuer, audience });
  if (!claims)
    return refuse(401, "Unauthorized", `scope="${wanted}" error="invalid_token" error_description="${failure}"`);
  const granted = String(claims.scope ?? claims.scp ?? "").split(" ");
  if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
    const problem = "the token does not have the required scope";
    return refuse(403, "Forbidden", `scope="${wanted}" error="insufficient_scope" error_description="${problem}"`);
  }
  return { jwt: { claims: claimStrings(claims), scopes: scopes.length > 0 ? granted : null } };
}

function refuse(status: number, text: string, challenge: string): Authorization {
  return { refusal: message(status, text, { "www-authenticate": `Bearer ${challenge}` }) };
}
