import { type Group, routeKeys } from "#contract/endpoint";
import { groups } from "#contract/groups";

const byName: Record<string, Group> = groups;

function requestOf(routeKey: string): object {
  const [method = "", path = ""] = routeKey.split(" ");
  const rawPath = path.replace(/\{\w+\}/g, "none");
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, "none"]);
  const claims = { token_use: "access", sub: "00000000-0000-4000-8000-000000000000", auth_time: "0" };
  return {
    ...{ version: "2.0", routeKey, rawPath, rawQueryString: "", isBase64Encoded: false },
    headers: { "x-origin-secret": "none", "cloudfront-viewer-address": "192.0.2.1:443", accept: "application/json" },
    stageVariables: { originSecrets: "none" },
    ...(names.length > 0 ? { pathParameters: Object.fromEntries(names) } : {}),
    requestContext: {
      ...{ requestId: "none", routeKey, stage: "$default", authorizer: { jwt: { claims } } },
      http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "none" },
    },
  };
}

/** What a function is asked before its code is kept: every reading, twice. A worker is only loaded. */
export function requestsFor(name: string): object[] {
  const readings = Object.values(byName[name]?.endpoints ?? {})
    .flatMap((endpoint) => routeKeys(endpoint).slice(0, 1))
    .filter((key) => key.startsWith("GET "));
  return [...readings, ...readings].map(requestOf);
}
