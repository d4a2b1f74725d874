import { z } from "zod";
import type { Outcome } from "./invocation";

/** The part of a stream record that mappings look at; functions get the whole of it. */
export interface ChangeRecord {
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime: number };
}

/** How far a batch came: done, or the index of the first record that is to be retried. */
export type Progress = { done: true } | { done: false; from: number };

const Failures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() }).nullish();

/**
 * Reads a function's answer as Lambda does: an error fails the whole batch; with partial failures reported, all from
 * the lowest failed sequence number on are retried, and an identifier that isn't in the batch fails all of it.
 */
export function progressOf(outcome: Outcome, batch: ChangeRecord[], reportsFailures: boolean): Progress {
  if (outcome.error) return { done: false, from: 0 };
  if (!reportsFailures) return { done: true };
  const answer: unknown = JSON.parse(outcome.payload);
  if (answer === "") return { done: true };
  const parsed = Failures.safeParse(answer);
  if (!parsed.success) return { done: false, from: 0 };
  const failed = parsed.data?.batchItemFailures ?? [];
  if (failed.length === 0) return { done: true };
  const indexes = failed.map(({ itemIdentifier }) => batch.findIndex((one) => sequenceOf(one) === itemIdentifier));
  return { done: false, from: Math.max(0, Math.min(...indexes)) };
}

export function sequenceOf({ dynamodb }: ChangeRecord): string {
  return dynamodb.SequenceNumber;
}

/** Milliseconds since the epoch. */
export function madeAt({ dynamodb }: ChangeRecord): number {
  return dynamodb.ApproximateCreationDateTime * 1000;
}
