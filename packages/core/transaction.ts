import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { inTodaysShape } from "#adapters/shape";
import { documents } from "#adapters/table";
import { Failure } from "#contract/failure";
import { trailed } from "./trail";

type Item = Record<string, unknown>;
type Operation = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One change of a transaction, and what its refusal means. */
export interface Step {
  operation: Operation;
  /** Told the item as it stands (undefined: there is none), answers the failure to throw. */
  refused: (present: Item | undefined) => Error;
}

/** Parameters as an ElectroDB operation's `.params()` gives them. */
type Params = Record<string, unknown>;

function operationFrom(params: Params): Operation {
  // The shape tells the operation: ElectroDB builds the same parameters for the plain commands.
  const full = { ...params, ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
  if ("Item" in params) return { Put: full as unknown as Operation["Put"] };
  if ("UpdateExpression" in params) return { Update: full as unknown as Operation["Update"] };
  return { Delete: full as unknown as Operation["Delete"] };
}

const unexpected = () => new Error("a change was refused that has no condition");

/** A step from an ElectroDB operation: `step(Courses.patch({ id }).set({ … }).params(), (present) => …)`. */
export const step = (params: Params, refused: Step["refused"] = unexpected): Step => ({
  operation: operationFrom(params),
  refused,
});

/**
 * A step that changes nothing and only demands: `check(Courses.delete({ id }).where(…).params(), (present) => …)`.
 * ElectroDB has no parameters for it outside its own transactions; a conditional delete's say the same.
 */
export const check = (params: Params, refused: Step["refused"]): Step => ({
  operation: {
    ConditionCheck: {
      ...params,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    } as unknown as Operation["ConditionCheck"],
  },
  refused,
});

const attempts = 12;

/** Full jitter: contenders for one hot item spread over a window that doubles up to 400 ms. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(400, 10 * 2 ** attempt)));

type Reason = NonNullable<TransactionCanceledException["CancellationReasons"]>[number];

function refusal(steps: Step[], reasons: Reason[]): Error | undefined {
  for (const [index, reason] of reasons.entries()) {
    if (reason.Code !== "ConditionalCheckFailed") continue;
    return steps[index]?.refused(reason.Item ? inTodaysShape(unmarshall(reason.Item)) : undefined);
  }
  return undefined;
}

/**
 * All of the steps, or none. A refused condition becomes the failure of the first step that refused; a conflict with
 * another transaction is retried here, because the SDK has no retry for it.
 *
 * What caused it is written into the rows whose changes are told: see trail.ts.
 *
 * Each attempt carries a token of its own: a response lost after the commit is retried by the SDK under the same token
 * and applied once.
 * @throws Failure unavailable when the contention doesn't end.
 */
export async function commit(steps: Step[]): Promise<void> {
  const TransactItems = steps.map(({ operation }) => trailed(operation));
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken: crypto.randomUUID() }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refused = refusal(steps, error.CancellationReasons ?? []);
      if (refused) throw refused;
      if (error.CancellationReasons?.some(({ Code }) => Code === "ValidationError")) throw error;
      await pause(attempt);
    }
  }
  throw new Failure("unavailable", { detail: "Too many people want the same thing right now", retryAfter: 1 });
}

/** Whether a single write was refused by its condition: ElectroDB wraps what the SDK throws. */
export const isRefused = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException || (error instanceof Error && isRefused(error.cause));
