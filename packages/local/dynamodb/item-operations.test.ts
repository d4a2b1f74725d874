import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

const TableName = "app";
const Key = { pk: "a", sk: "1" };
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

const put = (item: object) => endpoint.documents.send(new PutCommand({ TableName, Item: { ...Key, ...item } }));
const get = async () => (await endpoint.documents.send(new GetCommand({ TableName, Key }))).Item;
const update = (input: object) => endpoint.documents.send(new UpdateCommand({ TableName, Key, ...input }));

test("an item comes back as it was put", async () => {
  const item = { n: 1.5, list: [1, "two", null], map: { deep: { ok: true } }, set: new Set(["x", "y"]), blank: "" };
  await put(item);
  expect(await get()).toEqual({ ...Key, ...item });
});

test("a missing item is no item", async () => {
  expect(await get()).toBeUndefined();
});

test("a projection returns only the paths asked for", async () => {
  await put({ map: { a: 1, b: 2 }, other: 3 });
  const { Item } = await endpoint.documents.send(
    new GetCommand({ TableName, Key, ProjectionExpression: "#m.a", ExpressionAttributeNames: { "#m": "map" } }),
  );
  expect(Item).toEqual({ map: { a: 1 } });
});

test("an update sets, adds and removes, and returns what it was asked for", async () => {
  await put({ count: 1, gone: true, tags: new Set(["a"]) });
  const { Attributes } = await update({
    UpdateExpression: "SET #t = if_not_exists(title, :t) ADD #c :one, tags :tags REMOVE gone",
    ExpressionAttributeNames: { "#t": "title", "#c": "count" },
    ExpressionAttributeValues: { ":t": "new", ":one": 1, ":tags": new Set(["b"]) },
    ReturnValues: "ALL_NEW",
  });
  expect(Attributes).toEqual({ ...Key, title: "new", count: 2, tags: new Set(["a", "b"]) });
});

test("an update removes list elements by the positions they had before", async () => {
  await put({ list: ["a", "b", "c", "d"] });
  await update({ UpdateExpression: "REMOVE #l[0], #l[2]", ExpressionAttributeNames: { "#l": "list" } });
  expect((await get())?.list).toEqual(["b", "d"]);
});

test("a delete returns the old item when asked", async () => {
  await put({ n: 1 });
  const { Attributes } = await endpoint.documents.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }));
  expect(Attributes).toEqual({ ...Key, n: 1 });
  expect(await get()).toBeUndefined();
});

test.each([
  ["put", new PutCommand({ TableName, Item: Key, ...refusedIfPresent() })],
  ["update", new UpdateCommand({ TableName, Key, UpdateExpression: "REMOVE n", ...refusedIfPresent() })],
  ["delete", new DeleteCommand({ TableName, Key, ...refusedIfPresent() })],
])("a refused %s changes nothing and carries the old item", async (_name, command) => {
  await put({ n: 1 });
  const refusal = await endpoint.documents.send(command as PutCommand).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ConditionalCheckFailedException);
  expect(refusal).toMatchObject({ Item: { pk: { S: "a" }, n: { N: "1" } } });
  expect(await get()).toEqual({ ...Key, n: 1 });
});

test("a refused write carries no item unless asked", async () => {
  await put({});
  const { ReturnValuesOnConditionCheckFailure: _, ...quiet } = refusedIfPresent();
  const refused = endpoint.documents.send(new PutCommand({ TableName, Item: Key, ...quiet }));
  await expect(refused).rejects.toMatchObject({ name: "ConditionalCheckFailedException", Item: undefined });
});

test("of fifty concurrent conditional decrements of twenty, exactly twenty succeed", async () => {
  await put({ seats: 20 });
  const decrement = () =>
    update({
      UpdateExpression: "ADD seats :minus",
      ConditionExpression: "seats > :zero",
      ExpressionAttributeValues: { ":minus": -1, ":zero": 0 },
    });
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, decrement));
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(20);
  expect((await get())?.seats).toBe(0);
});

test("batches write and read many items", async () => {
  await put({ old: true });
  const items = Array.from({ length: 24 }, (_, n) => ({ pk: "b", sk: String(n) }));
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  const RequestItems = { [TableName]: [...puts, { DeleteRequest: { Key } }] };
  const written = await endpoint.documents.send(new BatchWriteCommand({ RequestItems }));
  const read = await endpoint.documents.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [...items, Key] } } }),
  );
  expect(written.UnprocessedItems).toEqual({});
  expect(read.Responses?.[TableName]).toEqual(items);
});

test.each([
  ["an unknown table", { TableName: "missing" }, "ResourceNotFoundException"],
  ["an empty index key", { Item: { ...Key, gsi1pk: "", gsi1sk: "x" } }, "ValidationException"],
  ["a missing key", { Item: { pk: "a" } }, "ValidationException"],
  ["an index key of another type", { Item: { ...Key, rank: "first" } }, "ValidationException"],
  ["an oversized item in UTF-8", { Item: { ...Key, text: "ü".repeat(205_000) } }, "ValidationException"],
  ["an unused value", { ExpressionAttributeValues: { ":x": 1 } }, "ValidationException"],
])("a put with %s is refused", async (_what, input, name) => {
  const refused = endpoint.documents.send(new PutCommand({ TableName, Item: Key, ...input }));
  await expect(refused).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
});

test("what was acknowledged is there after a restart", async () => {
  await put({ n: 1 });
  await endpoint.restart();
  expect(await get()).toEqual({ ...Key, n: 1 });
});

function refusedIfPresent() {
  return {
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
  };
}
