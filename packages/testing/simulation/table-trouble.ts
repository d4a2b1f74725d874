import { exception, transactionCanceled } from "#local/dynamodb/fault";
import { respond, respondError } from "#local/dynamodb/wire";
import type { ServiceResponse } from "#local/service";

const throttling = () =>
  exception("ProvisionedThroughputExceededException", "The level of configured throughput was exceeded.");

/** A transaction says it of each of its items, a single write by itself. */
function conflict(what: string): ServiceResponse | undefined {
  if (what === "TransactWriteItems") return respondError(transactionCanceled([{ Code: "TransactionConflict" }]));
  const single = what === "UpdateItem" || what === "PutItem" || what === "DeleteItem";
  return single
    ? respondError(exception("TransactionConflictException", "Transaction is ongoing for the item"))
    : undefined;
}

/** How DynamoDB says what is wrong. */
export function tableTrouble(what: string, trouble: "throttled" | "conflict" | "failed"): ServiceResponse | undefined {
  if (trouble === "conflict") return conflict(what);
  if (trouble === "throttled") return respondError(throttling());
  return respond({ __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message: "Internal" }, 500);
}
