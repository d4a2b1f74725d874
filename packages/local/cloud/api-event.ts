import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { ServiceRequest } from "#local/service";

/** What an event is made of, beside the request itself. */
export interface EventSource {
  account: string;
  apiId: string;
  stage: string;
  stageVariables?: Record<string, string>;
  routeKey: string;
  requestId: string;
  pathParameters: Record<string, string>;
  rawQueryString: string;
  sourceIp: string;
  protocol: string;
  /** Milliseconds since the epoch. */
  time: number;
  jwt: { claims: Record<string, string>; scopes: string[] | null } | undefined;
}

type RequestContext = APIGatewayProxyEventV2["requestContext"] & { authorizer?: { jwt: EventSource["jwt"] } };

export type ApiEvent = APIGatewayProxyEventV2 & { requestContext: RequestContext };

/** The event of payload format 2.0, as an HTTP API sends it to a function. */
export function apiEvent(request: ServiceRequest, source: EventSource): ApiEvent {
  const { cookie, ...headers } = request.headers;
  const path = source.stage === "$default" ? request.path : `/${source.stage}${request.path}`;
  const query = Object.fromEntries([...request.query.keys()].map((key) => [key, request.query.getAll(key).join(",")]));
  return {
    version: "2.0",
    routeKey: source.routeKey,
    rawPath: path,
    rawQueryString: source.rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split("; ") }),
    headers,
    ...(request.query.size > 0 && { queryStringParameters: query }),
    requestContext: requestContext(request, source, path),
    ...(source.stageVariables && { stageVariables: source.stageVariables }),
    ...(Object.keys(source.pathParameters).length > 0 && { pathParameters: source.pathParameters }),
    ...body(request),
  };
}

/** The claims as API Gateway passes them on: all of them strings, lists as `[a b]`. */
export function claimStrings(claims: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimString(value)]));
}

function claimString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimString).join(" ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function requestContext({ method, headers }: ServiceRequest, source: EventSource, path: string): RequestContext {
  const domainName = (headers.host ?? "").replace(/:\d+$/, "");
  return {
    accountId: source.account,
    apiId: source.apiId,
    ...(source.jwt && { authorizer: { jwt: source.jwt } }),
    domainName,
    domainPrefix: domainName.split(".")[0] ?? "",
    http: {
      method,
      path,
      protocol: source.protocol,
      sourceIp: source.sourceIp,
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: source.requestId,
    routeKey: source.routeKey,
    stage: source.stage,
    time: accessLogTime(source.time),
    timeEpoch: source.time,
  };
}

function body({ headers, body: bytes }: ServiceRequest): { body?: string; isBase64Encoded: boolean } {
  if (bytes.length === 0) return { isBase64Encoded: false };
  const plain = isText(headers["content-type"] ?? "") && isUtf8(bytes);
  return { body: bytes.toString(plain ? "utf8" : "base64"), isBase64Encoded: !plain };
}

/** All other types arrive as base64, forms among them, and bodies without a type. */
function isText(contentType: string): boolean {
  return /^\s*(text\/.*|application\/(json|xml|javascript))\s*(;|$)/i.test(contentType);
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString("utf8"), "utf8").equals(bytes);
}

/** `12/Mar/2020:19:03:58 +0000` */
function accessLogTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(" ");
  return `${day}/${month}/${year}:${clock} +0000`;
}
