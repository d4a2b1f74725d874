import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  RestoreTableToPointInTimeCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { openEndpoint, type TestEndpoint, tableProperties } from "./test-endpoint";

const on = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };

let endpoint: TestEndpoint;
beforeEach(async () => {
  endpoint = await openEndpoint(tableProperties({ ...on, DeletionProtectionEnabled: true }));
});
afterEach(() => endpoint.close());

const put = (pk: string, value: string) =>
  endpoint.documents.send(
    new PutCommand({ TableName: "app", Item: { pk, sk: "a", gsi1pk: "all", gsi1sk: pk, value } }),
  );
const remove = (pk: string) => endpoint.documents.send(new DeleteCommand({ TableName: "app", Key: { pk, sk: "a" } }));
const later = (ms = 10_000) => {
  endpoint.now += ms;
};

const restore = (ms: number, name = "old") => {
  const target = { SourceTableName: "app", TargetTableName: name, RestoreDateTime: new Date(ms) };
  return endpoint.client.send(new RestoreTableToPointInTimeCommand(target));
};

async function valuesOf(TableName: string): Promise<Record<string, string>> {
  const { Items = [] } = await endpoint.documents.send(new ScanCommand({ TableName }));
  return Object.fromEntries(Items.map(({ pk, value }) => [pk, value]));
}

test("a table is restored as it was: what was changed, deleted and added since is taken back", async () => {
  await Promise.all([put("kept", "1"), put("changed", "1"), put("deleted", "1")]);
  later();
  await put("changed", "2");
  const then = endpoint.now;
  later();
  for (const value of ["3", "4"]) await put("changed", value);
  await remove("deleted");
  await put("added", "1");
  await put("brief", "1");
  await remove("brief");

  await restore(then);

  expect(await valuesOf("old")).toEqual({ kept: "1", changed: "2", deleted: "1" });
  expect(await valuesOf("app")).toEqual({ kept: "1", changed: "4", added: "1" });
  const query = { KeyConditionExpression: "gsi1pk = :p", ExpressionAttributeValues: { ":p": "all" } };
  const { Items = [] } = await endpoint.documents.send(
    new QueryCommand({ TableName: "old", IndexName: "gsi1", ...query }),
  );
  expect(Items.map(({ pk }) => pk)).toEqual(["changed", "deleted", "kept"]);
});

test("a restored table has the indexes, and neither stream, guard nor backups; it outlives a restart", async () => {
  await put("one", "1");
  later();
  await restore(endpoint.now);
  await endpoint.restart();
  const { Table } = await endpoint.client.send(new DescribeTableCommand({ TableName: "old" }));
  expect(Table).toMatchObject({ TableStatus: "ACTIVE", DeletionProtectionEnabled: false });
  expect(Table?.GlobalSecondaryIndexes).toHaveLength(2);
  expect(Table).not.toHaveProperty("LatestStreamArn");
  const backups = await endpoint.client.send(new DescribeContinuousBackupsCommand({ TableName: "old" }));
  expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: "DISABLED",
  });
  expect(await valuesOf("old")).toEqual({ one: "1" });
});

test("nobody restores what can't be: another's name, a time without a record, a table without backups", async () => {
  const now = endpoint.now;
  await expect(restore(now, "app")).rejects.toThrow("already exists");
  await expect(restore(now + 60_000)).rejects.toThrow("outside of the restorable period");
  await expect(restore(now - 60_000)).rejects.toThrow("outside of the restorable period");
  later(25 * 60 * 60 * 1000);
  await expect(restore(now + 1000)).rejects.toThrow("outside of the restorable period");
  await endpoint.db.ensureTable(tableProperties());
  await expect(restore(endpoint.now)).rejects.toThrow("not enabled");
});

test("a guarded table can't be deleted; without its guard it goes, and everything in it", async () => {
  await put("one", "1");
  const deletion = new DeleteTableCommand({ TableName: "app" });
  await expect(endpoint.client.send(deletion)).rejects.toThrow("protected against deletion");
  await endpoint.client.send(new UpdateTableCommand({ TableName: "app", DeletionProtectionEnabled: false }));
  await endpoint.client.send(deletion);
  await expect(valuesOf("app")).rejects.toThrow("not found");
  await endpoint.db.ensureTable(tableProperties());
  expect(await valuesOf("app")).toEqual({});
});
