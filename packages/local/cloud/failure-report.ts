import { randomUUID } from "node:crypto";
import { type ChangeRecord, madeAt, sequenceOf } from "./batch";
import type { Outcome } from "./invocation";

export type GiveUpReason = "RetryAttemptsExhausted" | "RecordAgeExceeded";

interface GivenUp {
  batch: ChangeRecord[];
  streamArn: string;
  functionArn: string;
  reason: GiveUpReason;
  invokeCount: number;
  /** Of the last try. */
  outcome: Outcome | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What Lambda sends to the on-failure destination: where the batch is in the stream, not the records themselves. */
export function failureReport(givenUp: GivenUp): string {
  const { batch, streamArn, functionArn, reason, invokeCount, outcome, now } = givenUp;
  const [first] = batch;
  const last = batch.at(-1);
  return JSON.stringify({
    requestContext: { requestId: randomUUID(), functionArn, condition: reason, approximateInvokeCount: invokeCount },
    ...(outcome && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: outcome.error ? "Unhandled" : null,
      },
    }),
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: "shardId-00000000000000000000-00000000",
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      approximateArrivalOfFirstRecord: first && arrival(first),
      approximateArrivalOfLastRecord: last && arrival(last),
      batchSize: batch.length,
      streamArn,
    },
  });
}

function arrival(record: ChangeRecord): string {
  return new Date(madeAt(record)).toISOString().replace(/\.\d+Z$/, "Z");
}
