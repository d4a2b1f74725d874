import type { Made } from "./rehearsal";

// Requests that pretend to be something else. None of it is read anywhere, which is what the tests show.

/** Headers by which some servers, not ours, are told another method. */
export const otherMethod = (method: string): Record<string, string> => ({
  "x-http-method-override": method,
  "x-http-method": method,
  "x-method-override": method,
});

/** Headers in which some proxies, not ours, tell who is calling, from where, and for what. */
export const borrowedAuthority: Record<string, string> = {
  ...{ "x-user-id": "admin", "x-user-role": "admin", "x-remote-user": "admin", "x-forwarded-user": "admin" },
  ...{ "x-amzn-oidc-identity": "admin", "x-amzn-oidc-data": "e30.e30.", "x-amz-security-token": "admin" },
  ...{ "x-apigateway-event": "{}", "x-amzn-request-context": '{"authorizer":{"jwt":{"claims":{"sub":"admin"}}}}' },
  ...{ "x-original-url": "/api/health", "x-rewrite-url": "/api/health", "x-forwarded-prefix": "/api/health" },
  ...{ "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=127.0.0.1;host=localhost" },
  ...{ "x-forwarded-host": "localhost", "x-forwarded-proto": "https", "x-origin-secret": "guessed" },
  ...{ "cloudfront-viewer-address": "127.0.0.1:1", cookie: "token=admin; role=admin" },
};

/** The same path as others might write it. */
export function spellingsOf({ path: whole }: Made): string[] {
  const [path = ""] = whole.split("?");
  const [, rest = ""] = /^\/api(\/.*)$/.exec(path) ?? [];
  const letter = `%${rest.charCodeAt(1).toString(16)}`;
  return [
    ...[
      `/${path}`,
      `${path}/`,
      `${path}//`,
      `/API${rest}`,
      path.toUpperCase(),
      `/api/.${rest}`,
      `/api/health/..${rest}`,
    ],
    ...[`/api/health/%2e%2e${rest}`, `/api%2f${rest.slice(1)}`, `/api/${letter}${rest.slice(2)}`, `${path};a=b`],
    ...[`${path}%00`, `${path}%20`, `${path}.json`, `${path}?`, `/images/..${path}`, `/api/auth/../..${path}`],
  ];
}
