import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { Failure, failures, problemType } from "#contract/failure";
import { rateLimitHeaders, securityHeaders } from "./answer";
import type { Exchange, GatewayEvent } from "./call";

/** Errors of AWS that pass by themselves: the client may well try again. */
const passing = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TooManyRequestsException",
  "LimitExceededException",
  "InternalServerError",
  "InternalErrorException",
  "ServiceUnavailable",
  "TimeoutError",
  "TransactionInProgressException",
  "TransactionConflictException",
  "ECONNRESET",
  "ECONNREFUSED",
]);

interface Told {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
  cause?: unknown;
}

/** Whether it, or what caused it, passes by itself: ElectroDB wraps what the SDK throws. */
function passes({ name, code, $metadata, cause }: Told): boolean {
  if (passing.has(name ?? "") || passing.has(code ?? "") || ($metadata?.httpStatusCode ?? 0) >= 500) return true;
  return typeof cause === "object" && cause !== null && passes(cause);
}

/** The failure that an error is answered as. What we didn't foresee tells the client nothing. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const away = typeof error === "object" && error !== null && passes(error);
  return new Failure(away ? "unavailable" : "internal_error", { ...(away ? { retryAfter: 2 } : {}), cause: error });
}

/** RFC 9457, with `message` for clients that show just that. */
export function problem(
  failure: Failure,
  event: GatewayEvent,
  exchange: Exchange | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { status, title } = failures[failure.code];
  const detail = failure.detail ?? title;
  const about = {
    type: problemType(failure.code),
    title,
    status,
    detail,
    instance: event.rawPath,
  };
  const ours = {
    message: detail,
    code: failure.code,
    requestId: event.requestContext.requestId,
    errors: failure.errors,
  };
  const headers: Record<string, string> = {
    ...securityHeaders,
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(failure.retryAfter === undefined ? {} : { "retry-after": String(failure.retryAfter) }),
    ...(exchange?.allowance ? rateLimitHeaders(exchange.allowance) : {}),
    ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
  };
  return { statusCode: status, headers, body: JSON.stringify({ ...about, ...ours }) };
}
