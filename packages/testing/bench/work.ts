import type { FinishedInvocation, LogLine } from "#local/cloud/invocation";
import { type Meter, roundsOf, waitedIn } from "./meter";

/** What a function did for something. */
export interface Work {
  function: string;
  invocations: number;
  /** Milliseconds in which it computed, on the machine that measured: those of waiting for calls aren't in it. */
  ms: number;
  /** Round trips to AWS. */
  trips: number;
  /** Calls by service and action: `dynamodb:GetItem`. */
  calls: Record<string, number>;
  /** Capacity units. */
  read: number;
  write: number;
  /** What it logged, and the bytes of it. */
  lines: number;
  bytes: number;
}

/** A step of the tour, with all that followed from it. */
export interface Visited {
  /** `courses.list by price` */
  name: string;
  /** Bytes of the answer, before it is compressed. */
  answer: number;
  /** Calls to a payment provider, which come on top of the trips. */
  provider: number;
  own: Work;
  /** By function: what consumers of the stream and webhooks did then. */
  following: Work[];
}

/** `instaiq-dev-coursesFunction…` → `courses` */
export const plainName = (functionName: string): string => functionName.replace(/^.*?-dev-(\w+?)Function.*$/, "$1");

/** Lines by the request that they were written for. */
export type Lines = ReadonlyMap<string, readonly LogLine[]>;

const one = (total: Record<string, number>, key: string): Record<string, number> => ({
  ...total,
  [key]: (total[key] ?? 0) + 1,
});

function workOf({ functionName, requestId, durationMs, calls }: FinishedInvocation, meter: Meter, lines: Lines): Work {
  const spans = meter.spansOf(requestId);
  const said = lines.get(requestId) ?? [];
  return {
    function: plainName(functionName),
    invocations: 1,
    ms: Math.max(0, durationMs - waitedIn(spans)),
    trips: roundsOf(spans),
    calls: calls.reduce((total, { service, action }) => one(total, `${service}:${action}`), {}),
    read: calls.reduce((sum, { units }) => sum + (units?.read ?? 0), 0),
    write: calls.reduce((sum, { units }) => sum + (units?.write ?? 0), 0),
    lines: said.length,
    bytes: said.reduce((sum, { line }) => sum + Buffer.byteLength(line), 0),
  };
}

/** Two works of the same function as one. */
function together(first: Work, second: Work): Work {
  const calls = { ...first.calls };
  for (const [kind, count] of Object.entries(second.calls)) calls[kind] = (calls[kind] ?? 0) + count;
  const sum = (name: "invocations" | "ms" | "trips" | "read" | "write" | "lines" | "bytes") => ({
    [name]: first[name] + second[name],
  });
  const sums = (["invocations", "ms", "trips", "read", "write", "lines", "bytes"] as const).map(sum);
  return Object.assign({}, first, { calls }, ...sums) as Work;
}

const rounded = (work: Work): Work => ({ ...work, ms: Math.round(work.ms * 10) / 10 });

/** What invocations did, by function. */
export function worksOf(invocations: readonly FinishedInvocation[], meter: Meter, lines: Lines): Work[] {
  const works = new Map<string, Work>();
  for (const invocation of invocations) {
    const work = workOf(invocation, meter, lines);
    const before = works.get(work.function);
    works.set(work.function, before ? together(before, work) : work);
  }
  return [...works.values()].map(rounded).sort((a, b) => (a.function < b.function ? -1 : 1));
}
