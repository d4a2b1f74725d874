import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

const TableName = "app";
const Key = { pk: "a", sk: "1" };
const KEYS = { pk: { S: "a" }, sk: { S: "1" } };
const HOUR = 60 * 60 * 1000;
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

const put = (item: object) => endpoint.documents.send(new PutCommand({ TableName, Item: { ...Key, ...item } }));
const records = (after?: string) => endpoint.db.stream(TableName).read(after, 100);

test("insert, modify and remove leave their images in order", async () => {
  await put({ n: 1 });
  await put({ n: 2 });
  await endpoint.documents.send(new DeleteCommand({ TableName, Key }));
  const [inserted, modified, removed] = await records();
  const n = (value: string) => ({ ...KEYS, n: { N: value } });
  expect(inserted).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    dynamodb: {
      ApproximateCreationDateTime: endpoint.now / 1000,
      Keys: KEYS,
      NewImage: n("1"),
      SequenceNumber: expect.stringMatching(/^\d{21}$/),
      SizeBytes: 15,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN: endpoint.db.stream(TableName).arn,
  });
  expect(modified).toMatchObject({ eventName: "MODIFY", dynamodb: { OldImage: n("1"), NewImage: n("2") } });
  expect(removed).toMatchObject({ eventName: "REMOVE", dynamodb: { OldImage: n("2") } });
  expect(removed?.dynamodb).not.toHaveProperty("NewImage");
});

test("a write that changes nothing leaves no record", async () => {
  await put({ tags: new Set(["x", "y"]), n: 1 });
  await put({ n: 1, tags: new Set(["y", "x"]) });
  await endpoint.documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: "SET n = :n",
      ExpressionAttributeValues: { ":n": 1 },
    }),
  );
  await endpoint.documents.send(new DeleteCommand({ TableName, Key: { pk: "none", sk: "1" } }));
  expect(await records()).toHaveLength(1);
});

test("a refused transaction leaves no record, an applied one a record per item", async () => {
  const create = (pk: string) => ({
    Put: { TableName, Item: { pk, sk: "1" }, ConditionExpression: "attribute_not_exists(pk)" },
  });
  await endpoint.documents.send(new TransactWriteCommand({ TransactItems: [create("a"), create("b")] }));
  const refused = endpoint.documents.send(new TransactWriteCommand({ TransactItems: [create("c"), create("a")] }));
  await expect(refused).rejects.toThrow();
  expect((await records()).map((record) => record.dynamodb.Keys.pk?.S)).toEqual(["a", "b"]);
});

test("reading continues behind a sequence number, also after a restart", async () => {
  await put({ n: 1 });
  const seen = endpoint.db.stream(TableName).latest();
  await endpoint.restart();
  expect(endpoint.db.stream(TableName).latest()).toBe(seen);
  await put({ n: 2 });
  const [next, ...rest] = await records(seen);
  expect(next?.dynamodb.NewImage?.n).toEqual({ N: "2" });
  expect(rest).toEqual([]);
});

test("a listener hears of each commit that added records until it stops", async () => {
  let heard = 0;
  const stop = endpoint.db.stream(TableName).onAppend(() => {
    heard += 1;
  });
  await put({ n: 1 });
  await put({ n: 1 });
  await put({ n: 2 });
  stop();
  await put({ n: 3 });
  expect(heard).toBe(2);
});

test("records are kept for a day, and sequence numbers go on behind them", async () => {
  await put({ n: 1 });
  const last = endpoint.db.stream(TableName).latest() ?? "";
  endpoint.now += 24 * HOUR + 1000;
  await endpoint.db.sweepExpired();
  expect(await records()).toEqual([]);
  await endpoint.restart();
  await put({ n: 2 });
  const [record] = await records();
  expect(record && record.dynamodb.SequenceNumber > last).toBe(true);
});

test("five hundred concurrent writes are recorded in the order of their images", async () => {
  const add = { UpdateExpression: "ADD n :one", ExpressionAttributeValues: { ":one": 1 } };
  await Promise.all(
    Array.from({ length: 500 }, () => endpoint.documents.send(new UpdateCommand({ TableName, Key, ...add }))),
  );
  const images = (await endpoint.db.stream(TableName).read(undefined, 1000)).map(
    ({ dynamodb }) => dynamodb.NewImage?.n?.N,
  );
  expect(images).toEqual(Array.from({ length: 500 }, (_, n) => String(n + 1)));
});
