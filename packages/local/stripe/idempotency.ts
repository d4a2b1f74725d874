import { createHash } from "node:crypto";
import type { Journal } from "#local/journal";
import type { Clock, ServiceRequest, ServiceResponse } from "#local/service";
import { StripeFailure } from "./failure";

/** The answer that a key gave first, and what was asked. */
interface Answered {
  /** Digest of method, path and parameters. */
  request: string;
  requestId: string;
  /** Milliseconds since the epoch. */
  at: number;
  response: ServiceResponse;
}

const lifetimeMs = 24 * 60 * 60 * 1000;

/**
 * Answers a repeated `Idempotency-Key` with the first answer, for 24 hours. Operations run to their end without
 * waiting for anything, so two requests with one key are never under way at the same time.
 */
export class Replays {
  constructor(
    private readonly answers: Journal<Answered>,
    private readonly clock: Clock,
  ) {}

  /** The kept answer to this very request, or nothing. @throws StripeFailure 400 when the key was for another one. */
  find(key: string, request: ServiceRequest): ServiceResponse | undefined {
    const answered = this.answers.get(key);
    if (!answered) return undefined;
    if (answered.at + lifetimeMs <= this.clock()) {
      this.answers.delete(key);
      return undefined;
    }
    if (answered.request !== digest(request)) throw otherRequest(key);
    const { headers, ...rest } = answered.response;
    return { ...rest, headers: { ...headers, "idempotent-replayed": "true", "original-request": answered.requestId } };
  }

  keep(key: string, request: ServiceRequest, requestId: string, response: ServiceResponse): void {
    this.answers.set(key, { request: digest(request), requestId, at: this.clock(), response });
  }
}

function digest({ method, path, body }: ServiceRequest): string {
  const fields = new URLSearchParams(body.toString());
  fields.sort();
  return createHash("sha256").update(`${method} ${path} ${fields}`).digest("hex");
}

function otherRequest(key: string): StripeFailure {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeFailure(400, { type: "idempotency_error", message });
}
