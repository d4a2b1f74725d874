import { readUnits, TRANSACTIONAL } from "./capacity";
import type { Context } from "./context";
import type { Item } from "./dynalite-shapes";
import { type Evaluation, evaluate, type WriteKind, type WriteRequest } from "./evaluation";
import { type Fault, isException, transactionCanceled, validationException } from "./fault";
import { claim } from "./idempotency";
import { itemSize } from "./item";
import type { Meter } from "./meter";
import { type GetRequest, readItem } from "./read";
import { hasDuplicates, meterWrite } from "./write";

/** DynamoDB's limit for all items of a transaction together. */
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;

interface TransactWriteRequest {
  TransactItems: Partial<Record<WriteKind, WriteRequest>>[];
  ClientRequestToken?: string;
}

interface TransactGetRequest {
  TransactItems: { Get: GetRequest }[];
}

interface Part {
  kind: WriteKind;
  request: WriteRequest;
}

/**
 * Applies every write or none.
 * @param payload identifies what the request asks for
 * @throws TransactionCanceledException with a reason per item, in their order
 */
export async function transactWrite(context: Context, data: TransactWriteRequest, payload: string, meter: Meter) {
  const parts = data.TransactItems.flatMap(toParts);
  const evaluations = parts.map(({ kind, request }) => evaluate(kind, request, context.tables.get(request.TableName)));
  checkWhole(evaluations);
  const claimed = data.ClientRequestToken === undefined ? undefined : claim(context, data.ClientRequestToken, payload);
  if (claimed?.replayed) return replay(context, evaluations, meter);

  for (const evaluation of evaluations) meterWrite(meter, evaluation, TRANSACTIONAL);
  if (evaluations.some(({ fault }) => fault)) {
    await context.storage.settled();
    throw transactionCanceled(evaluations.map(({ fault }) => reason(fault)));
  }
  await context.ledger.apply(
    evaluations.map((evaluation) => evaluation.change),
    { also: claimed ? [claimed.operation] : [] },
  );
  return {};
}

/** Reads every item at one moment. */
export async function transactGet(context: Context, { TransactItems }: TransactGetRequest, meter: Meter) {
  const snapshot = context.storage.snapshot();
  try {
    return {
      Responses: TransactItems.map(({ Get }) => readItem(context, Get, { meter, factor: TRANSACTIONAL, snapshot })),
    };
  } finally {
    await snapshot.close();
  }
}

function toParts(item: TransactWriteRequest["TransactItems"][number]): Part[] {
  const kinds: WriteKind[] = ["Put", "Update", "Delete", "ConditionCheck"];
  return kinds.flatMap((kind) => {
    const request = item[kind];
    return request ? [{ kind, request }] : [];
  });
}

function checkWhole(evaluations: Evaluation[]): void {
  if (hasDuplicates(evaluations)) {
    throw validationException("Transaction request cannot include multiple operations on one item");
  }
  const bytes = evaluations.reduce((sum, { change }) => sum + (change.after ? itemSize(change.after) : 0), 0);
  if (bytes > MAX_TRANSACTION_BYTES) {
    throw validationException("Item size in the transaction has exceeded the maximum allowed size of 4194304 bytes");
  }
}

/** A repeated transaction only reads. */
async function replay(context: Context, evaluations: Evaluation[], meter: Meter): Promise<Record<string, never>> {
  for (const { change } of evaluations) {
    const bytes = change.before ? itemSize(change.before) : 0;
    const units = { table: readUnits(bytes), indexes: {} };
    meter.add(change.store.table.TableName, "read", units, TRANSACTIONAL);
  }
  await context.storage.settled();
  return {};
}

function reason(fault: Fault | undefined): { Code: string; Message?: string; Item?: Item } {
  if (!fault) return { Code: "None" };
  if (!isException(fault, "ConditionalCheckFailedException")) {
    return { Code: "ValidationError", Message: fault.message };
  }
  const { Item } = fault.body;
  return { Code: "ConditionalCheckFailed", Message: fault.message, ...(isItem(Item) && { Item }) };
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null;
}
