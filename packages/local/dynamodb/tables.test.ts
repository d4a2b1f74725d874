import { setImmediate } from "node:timers/promises";
import { DescribeTableCommand, DescribeTimeToLiveCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { openEndpoint, serviceRequest, type TestEndpoint, tableProperties } from "./test-endpoint";

const TableName = "app";
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

const put = (pk: string, item: object) =>
  endpoint.documents.send(new PutCommand({ TableName, Item: { pk, sk: "1", ...item } }));
const find = async (IndexName: string, name: string) => {
  const input = { KeyConditionExpression: `${name} = :g`, ExpressionAttributeValues: { ":g": "g" } };
  const { Items = [] } = await endpoint.documents.send(new QueryCommand({ TableName, IndexName, ...input }));
  return Items.map((item) => item.pk);
};

function withIndexes(...indexes: [name: string, hash: string][]) {
  return tableProperties({
    AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi2pk"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: indexes.map(([IndexName, AttributeName]) => ({
      IndexName,
      KeySchema: [{ AttributeName, KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    })),
  });
}

test("the SDK can describe the table", async () => {
  const { Table } = await endpoint.client.send(new DescribeTableCommand({ TableName }));
  const { TimeToLiveDescription } = await endpoint.client.send(new DescribeTimeToLiveCommand({ TableName }));
  const { TableNames } = await endpoint.client.send(new ListTablesCommand());
  expect(Table).toMatchObject({ TableStatus: "ACTIVE", LatestStreamArn: endpoint.db.stream(TableName).arn });
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
  expect(TableNames).toEqual([TableName]);
});

test("a new index is filled from the items, a dropped one is gone", async () => {
  await put("a", { gsi1pk: "g", gsi2pk: "g" });
  await endpoint.db.ensureTable(withIndexes(["gsi2", "gsi2pk"]));
  await put("b", { gsi2pk: "g" });
  expect((await find("gsi2", "gsi2pk")).sort()).toEqual(["a", "b"]);
  await expect(find("gsi1", "gsi1pk")).rejects.toMatchObject({ name: "ValidationException" });
});

test("an index whose keys changed is rebuilt, and no old entry is left", async () => {
  await endpoint.db.ensureTable(withIndexes(["index", "gsi1pk"]));
  await put("a", { gsi1pk: "g" });
  await put("b", { gsi2pk: "g" });
  await endpoint.db.ensureTable(withIndexes(["index", "gsi2pk"]));
  expect(await find("index", "gsi2pk")).toEqual(["b"]);
});

test("an index that is built under writes holds what the items hold in the end", async () => {
  const write = (gsi2pk: string) =>
    Promise.all(Array.from({ length: 300 }, (_, n) => endpoint.db.handle(putRequest(`p${n}`, gsi2pk))));
  await write("g");
  const building = endpoint.db.ensureTable(withIndexes(["gsi2", "gsi2pk"]));
  while (!(await hasIndex("gsi2"))) await setImmediate();
  await write("moved");
  await building;
  expect(await find("gsi2", "gsi2pk")).toEqual([]);
});

test("expiry that is switched on later finds the items that are there", async () => {
  await endpoint.db.ensureTable(tableProperties({ TimeToLiveSpecification: undefined }));
  await put("a", { expiresAt: endpoint.now / 1000 - 60 });
  await endpoint.db.ensureTable(tableProperties());
  expect(await endpoint.db.sweepExpired()).toBe(1);
});

test("a listener keeps hearing of a table whose definition changes", async () => {
  let heard = 0;
  endpoint.db.stream(TableName).onAppend(() => {
    heard += 1;
  });
  await endpoint.db.ensureTable(withIndexes(["gsi2", "gsi2pk"]));
  await put("a", {});
  expect(heard).toBe(1);
});

test.each([
  ["another key schema", { KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }] }, /another key schema/],
  [
    "an unknown attribute type",
    { AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "X" }] },
    /AttributeType/,
  ],
  ["a local secondary index", { LocalSecondaryIndexes: [] }, /local secondary indexes/],
])("%s is refused", async (_what, overrides, message) => {
  await expect(async () => endpoint.db.ensureTable(tableProperties(overrides))).rejects.toThrow(message);
});

function putRequest(pk: string, gsi2pk: string) {
  return serviceRequest("PutItem", { TableName, Item: { pk: { S: pk }, sk: { S: "1" }, gsi2pk: { S: gsi2pk } } });
}

async function hasIndex(name: string): Promise<boolean> {
  const { body } = await endpoint.db.handle(serviceRequest("DescribeTable", { TableName }));
  return String(body).includes(`"IndexName":"${name}"`);
}
