import { randomBytes } from "node:crypto";
import type { ServiceRequest, ServiceResponse } from "#local/service";
import { equal } from "../client-secret";
import { answerCode, authenticate, chooseNewPassword } from "../credentials";
import { ServiceFault } from "../service-fault";
import { asksForCode } from "../software-token";
import type { User } from "../user";
import { type AuthorizationRequest, checkAuthorizationRequest } from "./authorization-request";
import { returnWithCode } from "./authorize";
import { cookieOf, csrfCookie, loginCookie, setCookie } from "./cookies";
import type { HostedState } from "./hosted-login";
import { codePage, errorPage, loginPage, newPasswordPage, type PageOptions } from "./page";

const hourSeconds = 3600;

/** `GET /login`. */
export function showLogin(hosted: HostedState, request: ServiceRequest): ServiceResponse {
  const { request: authorization, refusal } = checkAuthorizationRequest(hosted, request.query);
  if (authorization === undefined) return refusal;
  return withCsrf(request, (csrf) => loginPage(pageOptions(hosted, authorization, request, csrf)));
}

/** `POST /login`: the name and password, the new password that a temporary one must be replaced by, or a code. */
export async function submitLogin(hosted: HostedState, request: ServiceRequest): Promise<ServiceResponse> {
  const { request: authorization, refusal } = checkAuthorizationRequest(hosted, request.query);
  if (authorization === undefined) return refusal;
  const form = new URLSearchParams(request.body.toString("utf8"));
  const csrf = cookieOf(request, csrfCookie);
  if (!csrf || !equal(csrf, form.get("csrf") ?? ""))
    return errorPage("The form has expired. Go back and try again.", 403);
  const options = pageOptions(hosted, authorization, request, csrf);
  if (form.has("code")) return submitCode(hosted, authorization, form, options);
  return form.has("session")
    ? submitNewPassword(hosted, authorization, form, options)
    : submitPassword(hosted, authorization, form, options);
}

async function submitPassword(
  hosted: HostedState,
  authorization: AuthorizationRequest,
  form: URLSearchParams,
  options: PageOptions,
): Promise<ServiceResponse> {
  const username = form.get("username")?.trim() ?? "";
  try {
    const user = await authenticate(hosted, authorization.client, username, form.get("password") ?? "");
    if (user.status !== "FORCE_CHANGE_PASSWORD") return signedInOrAsked(hosted, authorization, user, options);
    return newPasswordPage(options, hosted.challenges.ask("NEW_PASSWORD_REQUIRED", authorization.client, user));
  } catch (fault) {
    return loginPage({ ...options, username, error: messageOf(fault) });
  }
}

async function submitNewPassword(
  hosted: HostedState,
  authorization: AuthorizationRequest,
  form: URLSearchParams,
  options: PageOptions,
): Promise<ServiceResponse> {
  const session = form.get("session") ?? "";
  const password = form.get("password") ?? "";
  try {
    const user = await chooseNewPassword(hosted, authorization.client, { session, password, attributes: {} });
    return signedInOrAsked(hosted, authorization, user, options);
  } catch (fault) {
    return newPasswordPage({ ...options, error: messageOf(fault) }, session);
  }
}

function submitCode(
  hosted: HostedState,
  authorization: AuthorizationRequest,
  form: URLSearchParams,
  options: PageOptions,
): ServiceResponse {
  const session = form.get("session") ?? "";
  try {
    const code = form.get("code")?.trim() ?? "";
    return signedIn(hosted, authorization, answerCode(hosted, authorization.client, { session, code }).username);
  } catch (fault) {
    return codePage({ ...options, error: messageOf(fault) }, session);
  }
}

function signedInOrAsked(
  hosted: HostedState,
  authorization: AuthorizationRequest,
  user: User,
  options: PageOptions,
): ServiceResponse {
  if (!asksForCode(user)) return signedIn(hosted, authorization, user.username);
  return codePage(options, hosted.challenges.ask("SOFTWARE_TOKEN_MFA", authorization.client, user));
}

function signedIn(hosted: HostedState, authorization: AuthorizationRequest, username: string): ServiceResponse {
  const cookie = hosted.logins.start(authorization.client.poolId, username);
  return returnWithCode(hosted, authorization, username, {
    "set-cookie": setCookie(loginCookie, cookie, hourSeconds),
  });
}

function pageOptions(
  hosted: HostedState,
  { client, redirectUri }: AuthorizationRequest,
  request: ServiceRequest,
  csrf: string,
): PageOptions {
  const byEmail = hosted.pools.pool(client.poolId).emailIsUsername;
  return { action: `/login?${request.query}`, byEmail, csrf, redirectUri };
}

/** Keeps a token that the browser already has, so that two open forms don't invalidate each other. */
function withCsrf(request: ServiceRequest, render: (csrf: string) => ServiceResponse): ServiceResponse {
  const known = cookieOf(request, csrfCookie);
  const csrf = known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString("base64url");
  const page = render(csrf);
  return { ...page, headers: { ...page.headers, "set-cookie": setCookie(csrfCookie, csrf, hourSeconds) } };
}

function messageOf(fault: unknown): string {
  if (fault instanceof ServiceFault) return fault.message;
  throw fault;
}
