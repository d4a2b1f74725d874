import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock, ServiceRequest } from "#local/service";
import type { ApiDefinition, ApiRoute } from "./api-definition";
import { apiEvent, type EventSource } from "./api-event";
import { message, replyOf } from "./api-reply";
import { authorize, type TokenVerifier } from "./authorizer";
import { answerHeaders, isPreflight, preflightHeaders } from "./cors";
import type { FunctionHost } from "./function-host";
import type { Reply } from "./http-server";
import type { Outcome } from "./invocation";
import type { InvokePermissions } from "./invoke-permissions";
import { type RouteMatch, selectRoute } from "./routes";
import { Throttle } from "./throttle";

interface GatewayOptions {
  account: string;
  region: string;
  clock: Clock;
  functions: Map<string, FunctionHost>;
  permissions: InvokePermissions;
  verify: TokenVerifier;
}

interface Connection {
  incoming: IncomingMessage;
  /** Of whoever asks. */
  address: string;
}

/** Hop-by-hop headers that never reach a function. */
const hopHeaders = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection", "te"]);

/** The HTTP API of the template. */
export class Gateway {
  private readonly throttles = new Map<string, Throttle>();

  constructor(
    private readonly api: ApiDefinition,
    private readonly options: GatewayOptions,
  ) {
    for (const { key, throttle } of api.routes) {
      if (throttle) this.throttles.set(key, new Throttle(throttle, options.clock));
    }
  }

  /**
   * Answers one request as API Gateway does; the answer's `apigw-requestid` is the event's request id.
   * @param address of whoever asks, where that isn't the other end of the socket
   */
  async handle(received: ServiceRequest, incoming: IncomingMessage, address?: string): Promise<Reply> {
    const { cors } = this.api;
    const { origin } = received.headers;
    const requestId = `${randomBytes(11).toString("base64url")}=`;
    if (cors && isPreflight(received)) {
      const headers = { ...preflightHeaders(cors, origin), "apigw-requestid": requestId };
      return { status: 204, headers, body: "" };
    }
    const connection = { incoming, address: address ?? incoming.socket.remoteAddress ?? "" };
    const reply = await this.answer(received, connection, requestId);
    const kept = Object.entries(reply.headers).filter(([name]) => !cors || !name.startsWith("access-control-"));
    const added = { ...(cors && answerHeaders(cors, origin)), "apigw-requestid": requestId };
    return { ...reply, headers: { ...Object.fromEntries(kept), ...added } };
  }

  private async answer(received: ServiceRequest, connection: Connection, requestId: string): Promise<Reply> {
    const path = this.pathInStage(received.path);
    const match = path === undefined ? undefined : selectRoute(this.api.routes, received.method, path);
    if (path === undefined || !match) return message(404, "Not Found");
    const { route } = match;
    if (this.throttles.get(route.key)?.admits() === false) return message(429, "Too Many Requests");
    const authorization =
      route.authorizer && (await authorize(this.options.verify, route.authorizer, received.headers.authorization));
    if (authorization?.refusal) return authorization.refusal;
    const request = { ...received, path, headers: forwardedHeaders(received, connection) };
    const event = apiEvent(request, this.source(match, connection, requestId, authorization?.jwt));
    return this.integrate(route, event, requestId);
  }

  /** The stage's name comes first in the path, unless it is `$default`. What a decoded `?` separates is lost. */
  private pathInStage(path: string): string | undefined {
    const [clean = ""] = path.split("?");
    const prefix = this.api.stage === "$default" ? "" : `/${this.api.stage}`;
    if (clean !== prefix && !clean.startsWith(`${prefix}/`)) return undefined;
    return clean.slice(prefix.length) || "/";
  }

  private source(
    { route, pathParameters }: RouteMatch<ApiRoute>,
    { incoming, address: sourceIp }: Connection,
    requestId: string,
    jwt: EventSource["jwt"],
  ): EventSource {
    const { id: apiId, stage, stageVariables } = this.api;
    const { account, clock } = this.options;
    const rawQueryString = incoming.url?.split("?").slice(1).join("?") ?? "";
    const protocol = `HTTP/${incoming.httpVersion}`;
    const time = clock();
    return {
      account,
      apiId,
      stage,
      stageVariables,
      routeKey: route.key,
      requestId,
      pathParameters,
      rawQueryString,
      sourceIp,
      protocol,
      time,
      jwt,
    };
  }

  private async integrate(route: ApiRoute, event: unknown, requestId: string): Promise<Reply> {
    const { functions, permissions, region, account } = this.options;
    const path = route.path ?? "/$default";
    const method = route.path === undefined || route.method === "ANY" ? "*" : route.method;
    const sourceArn = `arn:aws:execute-api:${region}:${account}:${this.api.id}/${this.api.stage}/${method}${path}`;
    const host = functions.get(route.functionName);
    if (!host || !permissions.allows("apigateway.amazonaws.com", sourceArn, route.functionName)) {
      return message(500, "Internal Server Error");
    }
    const outcome = await within(route.timeoutMs, host.invoke(event, requestId));
    if (!outcome) return message(503, "Service Unavailable");
    if (outcome.error) return message(500, "Internal Server Error");
    return replyOf(outcome.payload) ?? message(500, "Internal Server Error");
  }
}

function forwardedHeaders(
  { headers }: ServiceRequest,
  { incoming: { socket }, address }: Connection,
): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !hopHeaders.has(name));
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return {
    ...Object.fromEntries(kept),
    "x-amzn-trace-id": headers["x-amzn-trace-id"] ?? `Root=1-${seconds}-${randomBytes(12).toString("hex")}`,
    "x-forwarded-for": headers["x-forwarded-for"] ? `${headers["x-forwarded-for"]}, ${address}` : address,
    "x-forwarded-port": String(socket.localPort ?? ""),
    "x-forwarded-proto": "http",
  };
}

function within(timeoutMs: number, outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    outcome.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
