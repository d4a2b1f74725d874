import type { ServiceRequest, ServiceResponse } from "#local/service";
import { redirect } from "./authorization-request";
import { cookieOf, loginCookie, setCookie } from "./cookies";
import type { HostedState } from "./hosted-login";
import { errorPage } from "./page";

/** `/logout`: ends the browser's login, then goes to `logout_uri`, or back to the login page with `redirect_uri`. */
export function logout(hosted: HostedState, request: ServiceRequest): ServiceResponse {
  const client = hosted.pools.findClient(request.query.get("client_id") ?? "");
  if (client === undefined) return errorPage("The client does not exist.");
  const forget = { "set-cookie": setCookie(loginCookie, "", 0) };
  const logoutUri = request.query.get("logout_uri");
  if (logoutUri !== null && client.hosted.logoutUrls.includes(logoutUri)) {
    hosted.logins.end(cookieOf(request, loginCookie));
    return redirect(logoutUri, {}, forget);
  }
  if (logoutUri !== null || !client.hosted.callbackUrls.includes(request.query.get("redirect_uri") ?? "")) {
    return errorPage("The logout address is not registered for this client.");
  }
  hosted.logins.end(cookieOf(request, loginCookie));
  const headers = { location: `/login?${request.query}`, "cache-control": "no-store", ...forget };
  return { status: 302, headers, body: "" };
}
