import type { ServiceRequest } from "#local/service";

/** Remembers who signed in on the hosted page. */
export const loginCookie = "cognito";
/** Half of the double-submitted token that keeps other sites from posting the login form. */
export const csrfCookie = "cognito-csrf";

export function cookieOf(request: ServiceRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Not `Secure`: the local cloud speaks plain http. Seconds 0 removes the cookie. */
export function setCookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
}
