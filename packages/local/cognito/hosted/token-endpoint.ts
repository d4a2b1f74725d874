import { createHash } from "node:crypto";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import type { AppClient } from "../app-client";
import { equal, secretMatches } from "../client-secret";
import { ServiceFault } from "../service-fault";
import { refreshSession, type SignedIn, startSession } from "../sign-in";
import type { Grant } from "./codes";
import type { HostedState } from "./hosted-login";

const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-methods": "POST, OPTIONS",
};

/** `POST /oauth2/token` with the grants `authorization_code` and `refresh_token`. */
export async function token(hosted: HostedState, request: ServiceRequest): Promise<ServiceResponse> {
  const form = new URLSearchParams(request.body.toString("utf8"));
  const client = clientOf(hosted, request, form);
  if (client === undefined) return refusal("invalid_client");
  const grantType = form.get("grant_type");
  if (grantType === "authorization_code") return redeemCode(hosted, client, form);
  if (grantType === "refresh_token") return refresh(hosted, client, form);
  return refusal(grantType === null ? "invalid_request" : "unsupported_grant_type");
}

/** `POST /oauth2/revoke`; like the API, it has nothing to say about a token that was never issued. */
export function revoke(hosted: HostedState, request: ServiceRequest): ServiceResponse {
  const form = new URLSearchParams(request.body.toString("utf8"));
  const client = clientOf(hosted, request, form);
  if (client === undefined) return refusal("invalid_client");
  const refreshToken = form.get("token");
  if (!refreshToken) return refusal("invalid_request");
  if (refreshToken.startsWith("eyJ")) return refusal("unsupported_token_type");
  const session = hosted.sessions.find(refreshToken)?.session;
  if (session?.clientId === client.id) hosted.sessions.revoke(session);
  return { status: 200, headers: { ...corsHeaders, "cache-control": "no-store" }, body: "" };
}

/** The preflight that a browser sends before it calls one of the two from another origin. */
export function crossOrigin(): ServiceResponse {
  return { status: 204, headers: corsHeaders, body: "" };
}

async function redeemCode(hosted: HostedState, client: AppClient, form: URLSearchParams): Promise<ServiceResponse> {
  const grant = hosted.codes.redeem(form.get("code") ?? "");
  if (grant === undefined || grant.clientId !== client.id) return refusal("invalid_grant");
  if (form.get("redirect_uri") !== grant.redirectUri || !provesPossession(grant, form)) return refusal("invalid_grant");
  const user = hosted.users.find(hosted.pools.pool(client.poolId), grant.username);
  if (!user?.enabled) return refusal("invalid_grant");
  const { scope, nonce } = grant;
  return tokens(await startSession(hosted, client, user, { now: hosted.clock(), scope, nonce }));
}

function provesPossession(grant: Grant, form: URLSearchParams): boolean {
  if (grant.codeChallenge === undefined) return true;
  const verifier = form.get("code_verifier") ?? "";
  return equal(createHash("sha256").update(verifier).digest("base64url"), grant.codeChallenge);
}

async function refresh(hosted: HostedState, client: AppClient, form: URLSearchParams): Promise<ServiceResponse> {
  try {
    return tokens(await refreshSession(hosted, client, form.get("refresh_token") ?? ""));
  } catch (fault) {
    if (fault instanceof ServiceFault) return refusal("invalid_grant");
    throw fault;
  }
}

/** The client that the caller proves to be, by the form or by Basic authentication. */
function clientOf(hosted: HostedState, request: ServiceRequest, form: URLSearchParams): AppClient | undefined {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const [id, secret] =
    basic === undefined
      ? [form.get("client_id"), form.get("client_secret") ?? undefined]
      : Buffer.from(basic, "base64").toString().split(":");
  const client = hosted.pools.findClient(id ?? "");
  return client !== undefined && secretMatches(client, secret) ? client : undefined;
}

function tokens(signedIn: SignedIn): ServiceResponse {
  return json(200, {
    id_token: signedIn.idToken,
    access_token: signedIn.accessToken,
    refresh_token: signedIn.refreshToken,
    expires_in: signedIn.expiresIn,
    token_type: "Bearer",
  });
}

function refusal(error: string): ServiceResponse {
  return json(400, { error });
}

function json(status: number, body: object): ServiceResponse {
  const headers = { ...corsHeaders, "content-type": "application/json;charset=UTF-8", "cache-control": "no-store" };
  return { status, headers, body: JSON.stringify(body) };
}
