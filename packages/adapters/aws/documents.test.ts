import { DynamoDBClient as TheirClient } from "@aws-sdk/client-dynamodb";
import * as Theirs from "@aws-sdk/lib-dynamodb";
import { ScriptedService } from "#testing/scripted-service";
import { clientDefaults } from "../aws";
import * as Ours from "./documents";
import { DynamoDBClient } from "./dynamodb";

// The SDK is the oracle: whatever it asks and makes of an answer, we do.

const service = new ScriptedService();
let ours: Ours.DynamoDBDocumentClient;
let theirs: Theirs.DynamoDBDocumentClient;

beforeAll(async () => {
  process.env.AWS_REGION = "us-east-1";
  process.env.AWS_ACCESS_KEY_ID = "key";
  process.env.AWS_SECRET_ACCESS_KEY = "secret";
  process.env.AWS_ENDPOINT_URL_DYNAMODB = await service.open();
  ours = Ours.DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults));
  const marshallOptions = { removeUndefinedValues: true };
  theirs = Theirs.DynamoDBDocumentClient.from(new TheirClient(clientDefaults), { marshallOptions });
});
afterAll(() => service.close());

const TableName = "Items";
const key = { pk: "a", sk: 1 };
const row = { ...key, tags: new Set(["x"]), bytes: Uint8Array.from([1, 2]), gone: undefined, deep: [{ n: 0.5 }, null] };
const wire = {
  pk: { S: "a" },
  sk: { N: "1" },
  tags: { SS: ["x"] },
  bytes: { B: "AQI=" },
  Key: { M: { S: { S: "s" } } },
};
const condition = {
  ConditionExpression: "#Item = :Keys",
  ExpressionAttributeNames: { "#Item": "Item" },
  ExpressionAttributeValues: { ":Keys": { Key: [1] } },
};
const token = { ClientRequestToken: "once" };
const capacity = { ConsumedCapacity: { TableName, CapacityUnits: 1.5 } };

interface Case {
  input: object;
  answer: object;
}

const cases: Record<string, Case> = {
  GetCommand: { input: { TableName, Key: key, ConsistentRead: true }, answer: { Item: wire, ...capacity } },
  PutCommand: { input: { TableName, Item: row, ...condition }, answer: { Attributes: wire } },
  UpdateCommand: { input: { TableName, Key: key, UpdateExpression: "SET a = :a", ...condition }, answer: {} },
  DeleteCommand: { input: { TableName, Key: key, ReturnValues: "ALL_OLD" }, answer: { Attributes: wire } },
  QueryCommand: {
    input: { TableName, KeyConditionExpression: "pk = :pk", Limit: 3, ExclusiveStartKey: key, ...condition },
    answer: { Items: [wire, wire], Count: 2, ScannedCount: 2, LastEvaluatedKey: { pk: { S: "z" } } },
  },
  ScanCommand: { input: { TableName, ExclusiveStartKey: undefined }, answer: { Items: [], Count: 0, ScannedCount: 0 } },
  BatchGetCommand: {
    input: { RequestItems: { Items: { Keys: [key, key], ConsistentRead: false } } },
    answer: {
      Responses: { Items: [wire], Item: [] },
      UnprocessedKeys: { Items: { Keys: [{ pk: { S: "b" } }], ConsistentRead: true } },
    },
  },
  BatchWriteCommand: {
    input: { RequestItems: { Keys: [{ PutRequest: { Item: row } }, { DeleteRequest: { Key: key } }] } },
    answer: { UnprocessedItems: { Keys: [{ PutRequest: { Item: wire } }] } },
  },
  TransactGetCommand: {
    input: { TransactItems: [{ Get: { TableName, Key: key } }] },
    answer: { Responses: [{ Item: wire }, {}] },
  },
  TransactWriteCommand: {
    input: {
      ...token,
      TransactItems: [
        { Put: { TableName, Item: row, ...condition } },
        { Update: { TableName, Key: key, UpdateExpression: "SET a = :a", ...condition } },
        { Delete: { TableName, Key: key } },
        { ConditionCheck: { TableName, Key: key, ...condition } },
      ],
    },
    answer: {},
  },
};

interface Sender {
  send(command: unknown): Promise<object>;
}
type Commands = Record<string, new (input: object) => unknown>;

/** What was asked, and what came of it. */
async function trial(client: object, commands: object, name: string, { input, answer }: Case) {
  service.will({ body: answer });
  // Each of both is given its own commands only.
  const Command = (commands as Commands)[name];
  if (!Command) throw new Error(`there is no ${name}`);
  const result = await (client as Sender).send(new Command(structuredClone(input)));
  const asked = service.asked.map(({ action, body, headers }) => [action, headers["content-type"], body]);
  return { asked, result: { ...result, $metadata: undefined } };
}

test.each(Object.entries(cases))("%s asks and answers what the SDK's does", async (name, one) => {
  const [mine, other] = [await trial(ours, Ours, name, one), await trial(theirs, Theirs, name, one)];
  expect(mine.asked).toEqual(other.asked);
  expect(JSON.stringify(mine.result)).not.toContain('"S":"a"');
  // A Buffer is the Uint8Array that the SDK makes.
  expect(mine.result).toEqual(withBuffers(other.result));
});

function withBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return value.map(withBuffers);
  if (value === null || typeof value !== "object" || value instanceof Set) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withBuffers(one)]));
}

/** Everything that any action knows, but what is a row. */
const everything = {
  ...condition,
  ...{ TableName, ReturnConsumedCapacity: "TOTAL", ReturnItemCollectionMetrics: "SIZE", ReturnValues: "ALL_OLD" },
  ...{
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    UpdateExpression: "SET a = :a",
    KeyConditionExpression: "pk = :a",
  },
  ...{
    FilterExpression: "a = :a",
    ProjectionExpression: "a",
    IndexName: "gsi1",
    Limit: 5,
    Select: "COUNT",
    Segment: 0,
  },
  ...{ TotalSegments: 2, ScanIndexForward: false, ConsistentRead: true, ExclusiveStartKey: key, unheardOf: 1 },
};

const parts = ["Put", "Update", "Delete", "ConditionCheck"].map((kind) => ({
  [kind]: { ...everything, ...(kind === "Put" ? { Item: key } : { Key: key }) },
}));
const full: Record<string, object> = {
  TransactWriteCommand: { ...everything, ...token, TransactItems: parts },
  TransactGetCommand: { ...everything, TransactItems: [{ Get: { ...everything, Key: key } }] },
};

test.each(Object.entries(cases))("%s takes the members that the SDK's takes", async (name, { input, answer }) => {
  const one = { input: full[name] ?? { ...everything, ...input }, answer };
  const [mine, other] = [await trial(ours, Ours, name, one), await trial(theirs, Theirs, name, one)];
  expect(mine.asked).toEqual(other.asked);
});

test("a transaction without a token gets one, which its tries share", async () => {
  service.will("reset", {});
  await ours.send(new Ours.TransactWriteCommand({ TransactItems: [] }));
  const tokens = service.asked.map(({ body }) => Object(body).ClientRequestToken);
  expect(tokens).toEqual([expect.stringMatching(/^[\w-]{36}$/), tokens[0]]);
});

test("a scan goes on from where the page before has ended", async () => {
  service.will({ body: { Items: [wire], LastEvaluatedKey: { pk: { S: "m" } } } }, { body: { Items: [] } });
  const pages: object[] = [];
  for await (const page of Ours.paginateScan({ client: ours, pageSize: 5, startingToken: key }, { TableName }))
    pages.push(page);
  expect(pages).toHaveLength(2);
  expect(service.asked.map(({ body }) => body)).toEqual([
    { TableName, Limit: 5, ExclusiveStartKey: { pk: { S: "a" }, sk: { N: "1" } } },
    { TableName, Limit: 5, ExclusiveStartKey: { pk: { S: "m" } } },
  ]);
});

test("what stands between sees plain rows on both ways", async () => {
  const client = Ours.DynamoDBDocumentClient.from(new DynamoDBClient(clientDefaults));
  const seen: object[] = [];
  client.middlewareStack.add((next) => async (call) => {
    seen.push(call.input);
    const { output } = await next(call);
    return { output: { seen: output } };
  });
  service.will({ body: { Item: wire } });
  const answer = await client.send(new Ours.GetCommand({ TableName, Key: key }));
  expect(seen).toEqual([{ TableName, Key: key }]);
  expect(answer).toEqual({ seen: { Item: expect.objectContaining({ pk: "a", sk: 1 }) } });
});
