import type { Context } from "aws-lambda";
import { secretHeader, secretsVariable, viewerHeader } from "#contract/edge";
import type { GatewayEvent } from "#http/call";

/** A request as it comes through the edge. */
export interface Request {
  /** `POST /api/events/{id}/register`. */
  route: string;
  params?: Record<string, string>;
  /** Whose token it carries. */
  by?: string;
  headers?: Record<string, string>;
  body?: object | string;
}

const edgeSecret = "between edge and gateway";

/** Seconds since the epoch: long before any history. */
const signedInAt = 1_700_000_000;

const claimsOf = (sub: string) => ({
  jwt: { claims: { token_use: "access", sub, auth_time: String(signedInAt) }, scopes: null },
});

/** The event that API Gateway makes of a request; its authorizer has let it pass. */
export function gatewayEvent({ route, params, by, headers = {}, body }: Request, requestId: string): GatewayEvent {
  const [method = "", path = ""] = route.split(" ");
  const sourceIp = "203.0.113.7";
  return {
    ...{ version: "2.0", routeKey: route, rawPath: path, rawQueryString: "", isBase64Encoded: false },
    headers: {
      ...{ "content-type": "application/json", [secretHeader]: edgeSecret, [viewerHeader]: `${sourceIp}:49152` },
      ...headers,
    },
    stageVariables: { [secretsVariable]: edgeSecret },
    pathParameters: params,
    requestContext: {
      ...{ accountId: "simulation", apiId: "api", domainName: "api.local", domainPrefix: "api", stage: "$default" },
      ...{ requestId, routeKey: route, time: "", timeEpoch: 0 },
      ...(by === undefined ? {} : { authorizer: claimsOf(by) }),
      http: { method, path, protocol: "HTTP/1.1", sourceIp, userAgent: "simulation" },
    },
    body: typeof body === "object" ? JSON.stringify(body) : body,
  };
}

/** @param left milliseconds that the function has still */
export const contextWith = (left: () => number): Context =>
  // The rest of it isn't read.
  ({ getRemainingTimeInMillis: left, awsRequestId: "simulated" }) as Context;
