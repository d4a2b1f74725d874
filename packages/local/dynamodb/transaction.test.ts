import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  GetCommand,
  PutCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

const TableName = "app";
const MINUTE = 60_000;
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

const key = (pk: string) => ({ pk, sk: "1" });
const putItem = (pk: string, item: object = {}) =>
  endpoint.documents.send(new PutCommand({ TableName, Item: { ...key(pk), ...item } }));
const getItem = async (pk: string) => (await endpoint.documents.send(new GetCommand({ TableName, Key: key(pk) }))).Item;
const transact = (TransactItems: TransactWriteCommandInput["TransactItems"], ClientRequestToken?: string) =>
  endpoint.documents.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));
const add = (pk: string, amount: number) => ({
  Update: {
    TableName,
    Key: key(pk),
    UpdateExpression: "ADD amount :amount",
    ExpressionAttributeValues: { ":amount": amount },
  },
});
const absent = { ConditionExpression: "attribute_not_exists(pk)" };

test("a transaction puts, updates, deletes and checks together", async () => {
  await putItem("updated", { amount: 1 });
  await putItem("deleted");
  await putItem("checked", { open: true });
  await transact([
    { Put: { TableName, Item: key("put") } },
    add("updated", 2),
    { Delete: { TableName, Key: key("deleted") } },
    {
      ConditionCheck: {
        TableName,
        Key: key("checked"),
        ConditionExpression: "#o = :true",
        ExpressionAttributeNames: { "#o": "open" },
        ExpressionAttributeValues: { ":true": true },
      },
    },
  ]);
  expect(await getItem("put")).toEqual(key("put"));
  expect(await getItem("updated")).toMatchObject({ amount: 3 });
  expect(await getItem("deleted")).toBeUndefined();
  expect(await getItem("checked")).toEqual({ ...key("checked"), open: true });
});

test("a refused transaction changes nothing and names the reasons in order", async () => {
  await putItem("taken", { owner: "first" });
  await putItem("text", { amount: "much" });
  const refusal = await transact([
    { Put: { TableName, Item: key("free"), ...absent } },
    { Put: { TableName, Item: key("taken"), ...absent, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } },
    { ConditionCheck: { TableName, Key: key("nothing"), ConditionExpression: "attribute_exists(pk)" } },
    add("text", 1),
  ]).catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(TransactionCanceledException);
  expect(refusal).toMatchObject({
    message: expect.stringContaining("[None, ConditionalCheckFailed, ConditionalCheckFailed, ValidationError]"),
    CancellationReasons: [
      { Code: "None" },
      { Code: "ConditionalCheckFailed", Item: { pk: { S: "taken" }, sk: { S: "1" }, owner: { S: "first" } } },
      { Code: "ConditionalCheckFailed" },
      { Code: "ValidationError" },
    ],
  });
  expect(await getItem("free")).toBeUndefined();
});

test.each([
  ["two actions on one item", () => [add("a", 1), { Delete: { TableName, Key: key("a") } }]],
  ["more than a hundred actions", () => Array.from({ length: 101 }, (_, n) => add(String(n), 1))],
  ["no action", () => []],
  ["an invalid expression", () => [{ Put: { TableName, Item: key("a"), ConditionExpression: "this is none" } }]],
])("%s are refused as a whole", async (_what, items) => {
  await expect(transact(items())).rejects.toMatchObject({ name: "ValidationException" });
});

test("a missing table refuses the whole transaction", async () => {
  const missing = transact([{ Put: { TableName: "missing", Item: key("a") } }]);
  await expect(missing).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("a repeated token applies once, also at the same time and after a restart", async () => {
  await Promise.all([transact([add("a", 1)], "token"), transact([add("a", 1)], "token")]);
  await endpoint.restart();
  await transact([add("a", 1)], "token");
  expect(await getItem("a")).toMatchObject({ amount: 1 });
});

test("a token with another payload is refused", async () => {
  await transact([add("a", 1)], "token");
  const other = transact([add("a", 2)], "token");
  await expect(other).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
});

test("a token is forgotten after ten minutes", async () => {
  await transact([add("a", 1)], "token");
  endpoint.now += 10 * MINUTE;
  await endpoint.db.sweepExpired();
  await transact([add("a", 1)], "token");
  expect(await getItem("a")).toMatchObject({ amount: 2 });
});

test("a refused transaction doesn't use up its token", async () => {
  await putItem("a");
  const create = () => transact([{ Put: { TableName, Item: key("a"), ...absent } }], "token");
  await expect(create()).rejects.toThrow(TransactionCanceledException);
  await transact([{ Delete: { TableName, Key: key("a") } }]);
  await create();
  expect(await getItem("a")).toEqual(key("a"));
});

test("hundreds of overlapping transfers conserve the sum, and no reader sees a torn one", async () => {
  const accounts = Array.from({ length: 100 }, (_, n) => `account${n}`);
  await Promise.all(accounts.map((pk) => putItem(pk, { amount: 40 })));
  const seen: number[] = [];
  let running = true;
  const reader = (async () => {
    while (running) seen.push(await readSum(accounts));
  })();
  const account = (n: number) => accounts[n % accounts.length] ?? "";
  const transfer = (n: number) => transact([add(account(n * 7), -1), add(account(n * 7 + 50), 1)]);
  for (let from = 0; from < 600; from += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, n) => transfer(from + n)));
  }
  running = false;
  await reader;

  expect(new Set(seen)).toEqual(new Set([4000]));
  expect(seen.length).toBeGreaterThan(3);
  const { Items = [] } = await endpoint.documents.send(new ScanCommand({ TableName }));
  expect(Items.reduce((sum, item) => sum + item.amount, 0)).toBe(4000);
});

async function readSum(accounts: string[]): Promise<number> {
  const { Responses = [] } = await endpoint.documents.send(
    new TransactGetCommand({ TransactItems: accounts.map((pk) => ({ Get: { TableName, Key: key(pk) } })) }),
  );
  return Responses.reduce((sum, { Item }) => sum + Item?.amount, 0);
}
