import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { openEndpoint, serviceRequest, type TestEndpoint } from "./test-endpoint";

const TableName = "app";
const Key = { pk: "a", sk: "1" };
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

const put = (expiresAt?: unknown) =>
  endpoint.documents.send(new PutCommand({ TableName, Item: { ...Key, expiresAt } }));
const get = async () => (await endpoint.documents.send(new GetCommand({ TableName, Key }))).Item;
const inSeconds = (seconds: number) => endpoint.now / 1000 + seconds;

test("an expired item is read until the sweep, which removes it in the service's name", async () => {
  await put(inSeconds(60));
  endpoint.now += 61_000;
  const before = await get();
  const swept = await endpoint.db.sweepExpired();
  const [, removal] = await endpoint.db.stream(TableName).read(undefined, 10);

  expect(before).toMatchObject(Key);
  expect(swept).toBe(1);
  expect(await get()).toBeUndefined();
  expect(removal).toMatchObject({
    eventName: "REMOVE",
    userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    dynamodb: { OldImage: { pk: { S: "a" } } },
  });
});

test("an item whose expiry was moved or dropped stays", async () => {
  await put(inSeconds(60));
  await put(inSeconds(600));
  endpoint.now += 61_000;
  expect(await endpoint.db.sweepExpired()).toBe(0);
  await put();
  endpoint.now += 600_000;
  expect(await endpoint.db.sweepExpired()).toBe(0);
  expect(await get()).toEqual(Key);
});

test("items that are prolonged while the sweep runs stay", async () => {
  const write = (expiresAt: number) =>
    Promise.all(Array.from({ length: 100 }, (_, n) => endpoint.db.handle(putRequest(`p${n}`, expiresAt))));
  await write(inSeconds(60));
  endpoint.now += 61_000;
  const [swept] = await Promise.all([endpoint.db.sweepExpired(), write(inSeconds(60))]);
  expect(swept).toBe(0);
});

test.each([
  ["text", "2020-01-01"],
  ["in milliseconds", 1_700_000_000_000],
  ["more than five years past", 1],
])("an expiry that is %s is ignored", async (_what, expiresAt) => {
  await put(expiresAt);
  expect(await endpoint.db.sweepExpired()).toBe(0);
});

function putRequest(pk: string, expiresAt: number) {
  const Item = { pk: { S: pk }, sk: { S: "1" }, expiresAt: { N: String(expiresAt) } };
  return serviceRequest("PutItem", { TableName, Item });
}
