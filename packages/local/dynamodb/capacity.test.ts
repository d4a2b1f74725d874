import {
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { itemSize } from "./item";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

const TableName = "app";
const Key = { pk: "a", sk: "1" };
const ReturnConsumedCapacity = "INDEXES";
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

const indexed = { gsi1pk: "g", gsi1sk: "1" };
const text = (bytes: number) => ({ text: "x".repeat(bytes) });

async function put(item: object, input: Partial<PutCommandInput> = {}) {
  const command = new PutCommand({ TableName, Item: { ...Key, ...item }, ReturnConsumedCapacity, ...input });
  return (await endpoint.documents.send(command)).ConsumedCapacity;
}

test("an item's size is counted in UTF-8 bytes and packed numbers", () => {
  expect(itemSize({ pk: { S: "é" }, n: { N: "123" }, yes: { BOOL: true }, bin: { B: "AAAA" } })).toBe(4 + 4 + 4 + 6);
  expect(itemSize({ l: { L: [{ S: "ab" }, { NULL: true }] }, m: { M: { k: { S: "v" } } } })).toBe(1 + 8 + 1 + 6);
});

test("a write costs a unit per started kilobyte, of the larger image", async () => {
  expect(await put(text(10))).toMatchObject({ CapacityUnits: 1, Table: { CapacityUnits: 1 } });
  expect(await put(text(2100))).toMatchObject({ CapacityUnits: 3 });
  expect(await put(text(10))).toMatchObject({ CapacityUnits: 3 });
});

test("a write costs each index that it touches", async () => {
  const units = async (item: object) => (await put(item))?.GlobalSecondaryIndexes?.gsi1?.CapacityUnits;
  expect(await units(indexed)).toBe(1);
  expect(await units(indexed)).toBeUndefined();
  expect(await units({ ...indexed, title: "new" })).toBe(1);
  expect(await units({ ...indexed, gsi1sk: "2" })).toBe(2);
  expect(await units({})).toBe(1);
});

test("an index is not touched by a change of what it doesn't project", async () => {
  await put({ gsi1pk: "g", rank: 1 });
  const consumed = await put({ gsi1pk: "g", rank: 1, title: "new" });
  expect(consumed).toMatchObject({ CapacityUnits: 1 });
  expect(consumed?.GlobalSecondaryIndexes).toBeUndefined();
});

test("a read costs half a unit per started four kilobytes, a consistent one a whole", async () => {
  await put(text(5000));
  const get = async (ConsistentRead: boolean) =>
    (await endpoint.documents.send(new GetCommand({ TableName, Key, ConsistentRead, ReturnConsumedCapacity: "TOTAL" })))
      .ConsumedCapacity;
  expect(await get(false)).toEqual({ TableName, CapacityUnits: 1 });
  expect(await get(true)).toEqual({ TableName, CapacityUnits: 2 });
});

test("a query costs the sum of what it reads, rounded once", async () => {
  for (const sk of ["1", "2", "3"]) await put({ sk, ...indexed, ...text(3000) });
  const query = async (IndexName: string | undefined, name: string, value: string) =>
    (
      await endpoint.documents.send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: `${name} = :v`,
          ExpressionAttributeValues: { ":v": value },
          ReturnConsumedCapacity,
        }),
      )
    ).ConsumedCapacity;
  expect(await query(undefined, "pk", "a")).toMatchObject({ CapacityUnits: 1.5, Table: { CapacityUnits: 1.5 } });
  expect(await query("gsi1", "gsi1pk", "g")).toMatchObject({
    CapacityUnits: 1.5,
    Table: { CapacityUnits: 0 },
    GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 1.5 } },
  });
  expect(await query(undefined, "pk", "nobody")).toMatchObject({ CapacityUnits: 0.5 });
});

test("a transaction costs double", async () => {
  const write = new TransactWriteCommand({
    TransactItems: [{ Put: { TableName, Item: { ...Key, ...text(1500) } } }],
    ReturnConsumedCapacity: "TOTAL",
  });
  const read = new TransactGetCommand({
    TransactItems: [{ Get: { TableName, Key } }],
    ReturnConsumedCapacity: "TOTAL",
  });
  expect((await endpoint.documents.send(write)).ConsumedCapacity).toEqual([
    { TableName, CapacityUnits: 4, WriteCapacityUnits: 4 },
  ]);
  expect((await endpoint.documents.send(read)).ConsumedCapacity).toEqual([
    { TableName, CapacityUnits: 2, ReadCapacityUnits: 2 },
  ]);
});

test("each request is reported with its table, units and the request itself, refused ones too", async () => {
  await put(indexed);
  await put({}, { ConditionExpression: "attribute_not_exists(pk)" }).catch(() => undefined);
  const seen = endpoint.operations.map(({ action, table, capacity }) => ({ action, table, capacity }));
  expect(seen).toEqual([
    { action: "PutItem", table: TableName, capacity: { read: 0, write: 2 } },
    { action: "PutItem", table: TableName, capacity: { read: 0, write: 1 } },
  ]);
  expect(endpoint.operations[0]?.request.headers["x-amz-target"]).toBe("DynamoDB_20120810.PutItem");
});

test("a query of an index is reported with the index", async () => {
  const input = { KeyConditionExpression: "gsi1pk = :g", ExpressionAttributeValues: { ":g": "g" } };
  await endpoint.documents.send(new QueryCommand({ TableName, IndexName: "gsi1", ...input }));
  expect(endpoint.operations).toMatchObject([{ action: "Query", index: "gsi1", capacity: { read: 0.5, write: 0 } }]);
});
