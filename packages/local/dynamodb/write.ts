import { writeUnits } from "./capacity";
import type { Context } from "./context";
import type { Item } from "./dynalite-shapes";
import { type Evaluation, evaluate, type WriteKind, type WriteRequest } from "./evaluation";
import { validationException } from "./fault";
import type { Meter } from "./meter";

interface BatchWriteRequest {
  RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
}

/** Puts, updates or deletes one item, or throws what refuses it. */
export async function write(context: Context, kind: WriteKind, request: WriteRequest, meter: Meter) {
  const evaluation = evaluate(kind, request, context.tables.get(request.TableName));
  meterWrite(meter, evaluation);
  await context.ledger.apply([evaluation.change]);
  if (evaluation.fault) throw evaluation.fault;
  return evaluation.attributes ? { Attributes: evaluation.attributes } : {};
}

/** Writes all or, where one request is invalid, none; AWS promises less. */
export async function batchWrite(context: Context, { RequestItems }: BatchWriteRequest, meter: Meter) {
  const evaluations = Object.entries(RequestItems).flatMap(([TableName, requests]) => {
    const store = context.tables.get(TableName);
    return requests.map(({ PutRequest, DeleteRequest }) =>
      PutRequest
        ? evaluate("Put", { TableName, Item: PutRequest.Item }, store)
        : evaluate("Delete", { TableName, Key: DeleteRequest?.Key ?? {} }, store),
    );
  });
  for (const { fault } of evaluations) if (fault) throw fault;
  if (hasDuplicates(evaluations)) throw validationException("Provided list of item keys contains duplicates");
  if (evaluations.length > 25) throw validationException("Too many items requested for the BatchWriteItem call");
  for (const evaluation of evaluations) meterWrite(meter, evaluation);
  await context.ledger.apply(evaluations.map((evaluation) => evaluation.change));
  return { UnprocessedItems: {} };
}

/** A refused write costs as much as leaving its item as it is. */
export function meterWrite(meter: Meter, { change }: Evaluation, factor = 1): void {
  const { table } = change.store;
  meter.add(table.TableName, "write", writeUnits(table, change.before, change.after), factor);
}

/** Whether two of the writes are about the same item of the same table. */
export function hasDuplicates(evaluations: Evaluation[]): boolean {
  const targets = evaluations
    .filter(({ change }) => change.key !== "")
    .map(({ change }) => `${change.store.table.TableName}/${change.key}`);
  return new Set(targets).size < targets.length;
}
