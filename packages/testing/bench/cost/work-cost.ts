import type { Work } from "../work";
import { assumptions } from "./assumptions";
import type { Quantities } from "./quantities";
import type { Terms } from "./standing";

export const gigabyte = 1024 ** 3;

/** How things go on one scale. */
export interface Circumstances {
  terms: Terms;
  /** Of invocations, those that start an environment. */
  cold: number;
  /** Milliseconds that loading each function's code takes. */
  loads: Record<string, number>;
}

/** Seconds that are billed: what was computed here, stretched to the share of a processor, and the waiting. */
function secondsOf(work: Work, memory: number): number {
  const stretched = work.ms * Math.max(1, assumptions.wholeProcessor / memory);
  return (stretched + work.trips * assumptions.tripMs) / 1000;
}

const calls = ({ calls: made }: Work, ...kinds: string[]): number =>
  kinds.reduce((sum, kind) => sum + (made[kind] ?? 0), 0);

/** Lines and bytes as CloudWatch counts them, and what of them is kept at any time. */
function logging(bytes: number, logDays: number): Quantities {
  return { logGb: bytes / gigabyte, logStoredGb: (bytes / gigabyte) * assumptions.archived * (logDays / (365 / 12)) };
}

/** What a function's work uses of everything. Mail's own price is in the calls to SES, secrets are opened by the key. */
export function quantitiesOf(work: Work, { terms, cold, loads }: Circumstances): Quantities {
  const memory = terms.memory[work.function];
  const load = loads[work.function];
  if (!memory || load === undefined) throw new Error(`nobody knows the memory or the load of ${work.function}`);
  const seconds = secondsOf(work, memory) + (cold * work.invocations * load) / 1000;
  const secrets = calls(work, "secretsmanager:GetSecretValue");
  const { lineOverhead, platformLog } = assumptions;
  return {
    lambdaRequest: work.invocations,
    lambdaGbSecond: (memory / 1024) * seconds,
    ...{ read: work.read, write: work.write },
    ...{ secretCall: secrets, keyCall: secrets },
    mail: calls(work, "ses:SendRawEmail", "ses:SendEmail"),
    put: calls(work, "s3:PutObject", "s3:CopyObject"),
    get: calls(work, "s3:GetObject", "s3:HeadObject"),
    ...logging(work.bytes + work.lines * lineOverhead + work.invocations * platformLog, terms.logDays),
  };
}
