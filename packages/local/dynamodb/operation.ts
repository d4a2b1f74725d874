import { continuousBackups, restoreTable } from "./backup";
import type { Context } from "./context";
import { describeTable, describeTimeToLive } from "./description";
import { unknownOperation } from "./fault";
import { payloadHash } from "./idempotency";
import type { Meter } from "./meter";
import { query, scan } from "./page";
import { batchGet, type GetRequest, readFactor, readItem } from "./read";
import { deleteTable, listTags, setTimeToLive, tagTable, updateTable } from "./table-operation";
import type { Place } from "./tables";
import { transactGet, transactWrite } from "./transaction";
import { RULES, validate } from "./validation";
import { batchWrite, write } from "./write";

type Run = (context: Context, body: Record<string, unknown>, meter: Meter, place: Place) => object | Promise<object>;

/** Operations whose answer counts capacity per table. */
const MANY = new Set(["BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"]);

const OPERATIONS: Record<string, Run> = {
  GetItem: (context, body, meter) => {
    const request = validate<GetRequest>(RULES.GetItem, body);
    return readItem(context, request, { meter, factor: readFactor(request) });
  },
  PutItem: (context, body, meter) => write(context, "Put", validate(RULES.PutItem, body), meter),
  UpdateItem: (context, body, meter) => write(context, "Update", validate(RULES.UpdateItem, body), meter),
  DeleteItem: (context, body, meter) => write(context, "Delete", validate(RULES.DeleteItem, body), meter),
  Query: (context, body, meter) => query(context, validate(RULES.Query, body), meter),
  Scan: (context, body, meter) => scan(context, validate(RULES.Scan, body), meter),
  BatchGetItem: (context, body, meter) => batchGet(context, validate(RULES.BatchGetItem, body), meter),
  BatchWriteItem: (context, body, meter) => batchWrite(context, validate(RULES.BatchWriteItem, body), meter),
  TransactGetItems: (context, body, meter) => transactGet(context, validate(RULES.TransactGetItems, body), meter),
  TransactWriteItems: (context, body, meter) => {
    const payload = payloadHash(body.TransactItems);
    return transactWrite(context, validate(RULES.TransactWriteItems, body), payload, meter);
  },
  ListTables: ({ tables }) => ({ TableNames: tables.all().map((store) => store.table.TableName) }),
  DescribeTable: ({ tables }, body, _meter, place) => describeTable(place, tables.get(String(body.TableName)).table),
  DescribeTimeToLive: ({ tables }, body) => describeTimeToLive(tables.get(String(body.TableName)).table),
  DescribeContinuousBackups: (context, body) => continuousBackups(context, body),
  UpdateContinuousBackups: (context, body) => continuousBackups(context, body),
  RestoreTableToPointInTime: (context, body, _meter, place) => restoreTable(context, body, place),
  UpdateTable: (context, body, _meter, place) => updateTable(context, body, place),
  UpdateTimeToLive: (context, body) => setTimeToLive(context, body),
  DeleteTable: (context, body, _meter, place) => deleteTable(context, body, place),
  TagResource: (context, body) => tagTable(context, body),
  ListTagsOfResource: (context, body) => listTags(context, body),
};

/** Runs an operation by its name in the API. @throws UnknownOperationException and what the operation throws */
export async function run(context: Context, place: Place, name: string, body: Record<string, unknown>, meter: Meter) {
  const operation = OPERATIONS[name];
  if (!operation) throw unknownOperation();
  return await operation(context, body, meter, place);
}

/** Whether `ConsumedCapacity` of the operation's answer is a list. */
export function isMany(name: string): boolean {
  return MANY.has(name);
}
