import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { HostedState } from "./hosted-login";

export async function jwks(hosted: HostedState, poolId: string): Promise<ServiceResponse> {
  const { jwk } = await hosted.keys.of(poolId);
  return json({ keys: [jwk] });
}

/** The issuer is the one that AWS would name; the endpoints are where this request came to. */
export function openidConfiguration(hosted: HostedState, poolId: string, request: ServiceRequest): ServiceResponse {
  const origin = `http://${request.headers.host ?? "localhost"}`;
  return json({
    issuer: hosted.tokens.issuerOf(poolId),
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout`,
    jwks_uri: `${origin}/${poolId}/.well-known/jwks.json`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    code_challenge_methods_supported: ["S256"],
    id_token_signing_alg_values_supported: ["RS256"],
    subject_types_supported: ["public"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
  });
}

function json(body: object): ServiceResponse {
  const headers = { "content-type": "application/json", "access-control-allow-origin": "*" };
  return { status: 200, headers, body: JSON.stringify(body) };
}
