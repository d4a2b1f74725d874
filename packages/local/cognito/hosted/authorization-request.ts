import type { ServiceResponse } from "#local/service";
import type { AppClient } from "../app-client";
import type { HostedState } from "./hosted-login";
import { errorPage } from "./page";

/** A checked request to sign in: its redirect URI is one that the client registered. */
export interface AuthorizationRequest {
  client: AppClient;
  redirectUri: string;
  scope: string;
  state?: string;
  codeChallenge?: string;
  nonce?: string;
}

type Checked =
  | { request: AuthorizationRequest; refusal?: undefined }
  | { request?: undefined; refusal: ServiceResponse };

/**
 * Client and redirect URI are checked first: while they are in doubt, the browser gets a page and is sent nowhere.
 * Every other mistake is reported to the client by redirect.
 */
export function checkAuthorizationRequest(hosted: HostedState, query: URLSearchParams): Checked {
  const client = hosted.pools.findClient(query.get("client_id") ?? "");
  if (client === undefined) return { refusal: errorPage("The client does not exist.") };
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!client.hosted.callbackUrls.includes(redirectUri)) {
    return { refusal: errorPage("The redirect address is not registered for this client.") };
  }
  const state = query.get("state") ?? undefined;
  const error = mistake(client, query);
  if (error !== undefined) return { refusal: redirect(redirectUri, { ...error, state }) };
  return {
    request: {
      client,
      redirectUri,
      state,
      scope: query.get("scope") ?? [...client.hosted.scopes].join(" "),
      codeChallenge: query.get("code_challenge") ?? undefined,
      nonce: query.get("nonce") ?? undefined,
    },
  };
}

function mistake(client: AppClient, query: URLSearchParams): Record<string, string> | undefined {
  if (query.get("response_type") !== "code") return { error: "unsupported_response_type" };
  if (!client.hosted.codeFlow) return { error: "unauthorized_client" };
  const scopes = query.get("scope")?.split(" ") ?? [];
  if (!scopes.every((scope) => client.hosted.scopes.has(scope))) {
    return { error: "invalid_request", error_description: "invalid_scope" };
  }
  const challenge = query.get("code_challenge");
  const method = query.get("code_challenge_method");
  if (challenge !== null && method !== "S256") {
    return { error: "invalid_request", error_description: "code_challenge_method must be S256" };
  }
  if (challenge !== null && !/^[\w-]{43}$/.test(challenge)) {
    return { error: "invalid_request", error_description: "invalid code_challenge" };
  }
  return undefined;
}

/** Sends the browser to `uri` with these parameters added; undefined ones are left out. */
export function redirect(
  uri: string,
  parameters: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): ServiceResponse {
  const target = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, value);
  }
  return { status: 302, headers: { location: target.href, "cache-control": "no-store", ...headers }, body: "" };
}
