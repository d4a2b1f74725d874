// The SDK's standard way of trying again, number for number: which failures pass, how long it waits, and when it stops
// because too many fail. retry.test.ts holds it against the SDK's own.

const throttling = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);
const passing = new Set(["TimeoutError", "RequestTimeout", "RequestTimeoutException"]);
const broken = new Set([
  ...["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT"],
  ...["EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
]);
const passingStatuses = new Set([500, 502, 503, 504]);

interface Told {
  name?: string;
  message?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number; clockSkewCorrected?: boolean };
}

/** Why a call may be tried again; undefined where it would only fail again. */
export function reasonToRetry({ name = "", message, code, $metadata }: Told): "throttled" | "passing" | undefined {
  const status = $metadata?.httpStatusCode ?? 0;
  if (status === 429 || throttling.has(name)) return "throttled";
  const expired = name === "InvalidSignatureException" && message?.includes("Signature expired");
  const passes = passing.has(name) || broken.has(code ?? "") || passingStatuses.has(status);
  return passes || expired || $metadata?.clockSkewCorrected ? "passing" : undefined;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const told = (error: unknown): Told => (typeof error === "object" && error !== null ? error : {});

const most = 500;
const price = { passing: 14, throttled: 5 };
/** Milliseconds. */
const base = { passing: 50, throttled: 1000 };
const longest = 20_000;

/** Tries again what passes. One per client: what fails often pays for it, so that a service that is down isn't flooded. */
export class Persistence {
  private budget = most;

  constructor(
    private readonly attempts: number,
    private readonly pause = wait,
    private readonly random = Math.random,
  ) {}

  async try<T>(once: () => Promise<T>): Promise<T> {
    let paid = 0;
    for (let tried = 1; ; tried++) {
      try {
        const result = await once();
        this.budget = Math.min(most, this.budget + (paid || 1));
        return result;
      } catch (error) {
        const reason = reasonToRetry(told(error));
        if (!reason || tried >= this.attempts || this.budget < price[reason]) throw error;
        paid = price[reason];
        this.budget -= paid;
        await this.pause(Math.floor(this.random() * Math.min(longest, base[reason] * 2 ** (tried - 1))));
      }
    }
  }
}
