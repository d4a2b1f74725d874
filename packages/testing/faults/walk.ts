import type { FaultPlan } from "#local/cloud/faults";
import type { FinishedInvocation } from "#local/cloud/invocation";
import { visiting } from "../bench/step";
import { tour } from "../bench/tour";
import { violations } from "../invariants";
import { newPerson } from "../people";
import { openTestPlatform } from "../platform";
import { RareWays } from "../rare-ways";
import { takesCode } from "./faults";
import { patiently } from "./patience";

/** What became of the invocation whose call met the fault. */
export type Outcome = "carries on" | "503, then done" | "delivered again";

/** By `FUNCTION SERVICE:OPERATION`. */
export type Outcomes = Map<string, Outcome>;

const nameOf = (functionName: string): string => /^instaiq-dev-(\w+?)Function/.exec(functionName)?.[1] ?? functionName;

/** A function's answer: to a client, to whoever feeds it from a stream or queue, or to nobody. */
interface Answer {
  statusCode?: number;
  batchItemFailures?: unknown[];
}

function outcomeOf({ outcome }: FinishedInvocation): Outcome {
  if (outcome.error) return "delivered again";
  const { statusCode = 200, batchItemFailures = [] } = (JSON.parse(outcome.payload) ?? {}) as Answer;
  if (statusCode >= 500) return "503, then done";
  return batchItemFailures.length > 0 ? "delivered again" : "carries on";
}

/** Calls that another transaction can get in the way of: what is deleted alone, nobody else writes any more. */
const conflicting = /^(Transact|Put|Update)/;

const meets = (plan: FaultPlan, service: string, action: string): boolean =>
  plan.before !== "conflict" || (service === "dynamodb" && conflicting.test(action));

const rounds = 6;

/**
 * Does everything that the platform can do, by a client that comes again when it is told to; the first call of each
 * operation by each function meets the fault, one in an invocation.
 * @returns what became of each. @throws where anything is refused, or an invariant is broken at the end.
 */
export async function walkWith(plan: FaultPlan): Promise<Outcomes> {
  const met = new Map<string, string>();
  const outcomes: Outcomes = new Map();
  const finished = (invocation: FinishedInvocation) => {
    for (const [pair, requestId] of met)
      if (requestId === invocation.requestId) outcomes.set(pair, outcomeOf(invocation));
  };
  const platform = await openTestPlatform({ finished });
  platform.cloud.faults.inject(({ functionName, requestId, service, action }) => {
    if (!functionName || !requestId || !meets(plan, service, action)) return undefined;
    const pair = `${nameOf(functionName)} ${service}:${action}`;
    if (met.has(pair) || (plan.after !== undefined && takesCode(action)) || [...met.values()].includes(requestId))
      return undefined;
    met.set(pair, requestId);
    return plan;
  });
  try {
    await patiently(async () => {
      await tour(platform, visiting(platform));
      await platform.settled();
      // An invocation meets one fault: what comes late in it has its turn when what comes before has had it.
      for (let before = -1, round = 0; before < met.size && round < rounds; round++) {
        before = met.size;
        await new RareWays(platform, await newPerson(platform, { role: "admin" })).take();
        await platform.settled();
      }
    });
    const broken = await violations(platform);
    if (broken.length > 0) throw new Error(`broken after ${JSON.stringify(plan)}: ${broken.join("; ")}`);
    return outcomes;
  } finally {
    await platform.close();
  }
}
