import { type FailureCode, failureCodes } from "./generated/failure-codes";

/** One fault of the input: where (`body.price`, `query.limit`) and what. */
export interface Fault {
  path: string;
  message: string;
}

interface Refusal {
  status: number;
  code: FailureCode | "unknown";
  detail: string;
  errors: Fault[];
  requestId?: string;
  retryAfter?: number;
}

/**
 * The API has refused a call.
 *
 * @example
 * try {
 *   await courses.enroll(api, { params: { id } });
 * } catch (error) {
 *   if (error instanceof ApiError && error.code === "payment_required") return checkout(id);
 *   throw error;
 * }
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status. */
  readonly status: number;
  /** Stable, to decide by; `unknown` where this client doesn't know it or something else than the API has answered. */
  readonly code: FailureCode | "unknown";
  /** A sentence for humans. */
  readonly detail: string;
  /** Every fault of the input, with `invalid_input`. */
  readonly errors: readonly Fault[];
  /** Names the request in the API's logs. */
  readonly requestId?: string;
  /** Seconds after which another try can succeed. */
  readonly retryAfter?: number;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.status = refusal.status;
    this.code = refusal.code;
    this.detail = refusal.detail;
    this.errors = refusal.errors;
    this.requestId = refusal.requestId;
    this.retryAfter = refusal.retryAfter;
  }
}

/** No answer has arrived: nobody there, a broken connection, or too slow. Whether the call took effect isn't known. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";

  constructor(
    /** `timeout` where the attempt took too long. */
    readonly reason: "unreachable" | "timeout",
    cause: unknown,
  ) {
    super(reason === "timeout" ? "The API took too long to answer" : "The API can't be reached", { cause });
  }
}

/** What the gateway's own refusals mean, which carry no code. */
const gatewayCodes: Record<number, FailureCode> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  413: "body_too_large",
  429: "rate_limited",
  500: "internal_error",
  503: "unavailable",
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const isFault = (value: unknown): value is Fault =>
  isRecord(value) && typeof value.path === "string" && typeof value.message === "string";

function codeOf(status: number, code: unknown): FailureCode | "unknown" {
  if (code === undefined) return gatewayCodes[status] ?? "unknown";
  return failureCodes.find((known) => known === code) ?? "unknown";
}

/** Seconds; the header is a number of them, or a date. */
function retryAfterOf(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const seconds = Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(await response.text());
    return isRecord(body) ? body : {};
  } catch {
    // A proxy's page, or a connection that broke halfway: the status is all there is to tell.
    return {};
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The error of a response that isn't a success: of problem+json, of the gateway's own JSON, or of any other content. */
export async function apiErrorOf(response: Response, now: Date): Promise<ApiError> {
  const { status, headers } = response;
  const body = await bodyOf(response);
  return new ApiError({
    status,
    code: codeOf(status, body.code),
    detail: textOf(body.detail) ?? textOf(body.message) ?? `The API answered ${status}`,
    errors: Array.isArray(body.errors) ? body.errors.filter(isFault) : [],
    requestId: textOf(body.requestId) ?? headers.get("apigw-requestid") ?? undefined,
    retryAfter: retryAfterOf(headers.get("retry-after"), now),
  });
}
