import { randomUUID } from "node:crypto";
import type { Outcome } from "./invocation";

interface Failure {
  condition: "RetriesExhausted" | "EventAgeExceeded";
  /** Invocations so far. */
  count: number;
  /** Of the last. */
  outcome: Outcome;
}

/** What Lambda sends to the on-failure destination of an event: the event itself, and how it went. */
export function parkedEvent(
  { event, functionArn, now }: { event: unknown; functionArn: string; now: number },
  { condition, count, outcome }: Failure,
): string {
  return JSON.stringify({
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: count,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: outcome.error,
  });
}
