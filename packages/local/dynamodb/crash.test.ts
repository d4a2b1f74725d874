import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DynamoDb, openDynamoDb } from "./database";
import type { Item } from "./dynalite-shapes";
import type { StreamRecord } from "./stream";
import { PLACE, serviceRequest } from "./test-endpoint";

const ROUNDS = 3;
const TRANSFERS = 200;
const WRITER = fileURLToPath(new URL("crash-writer.ts", import.meta.url));

let directory: string;
let db: DynamoDb;
let acknowledged: string[];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "dynamodb-crash-"));
  acknowledged = [];
  for (let round = 0; round < ROUNDS; round += 1) acknowledged.push(...(await writeUntilKilled(round)));
  db = await openDynamoDb({ ...PLACE, directory, clock: Date.now });
});
afterAll(async () => {
  await db.close();
  rmSync(directory, { recursive: true });
});

test("every acknowledged transaction survives kill -9", async () => {
  const ids = new Set((await items("transfer")).map((item) => item.sk?.S));
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * TRANSFERS);
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
});

test("no transaction is torn by kill -9", async () => {
  const amounts = (await items("account")).map((item) => Number(item.amount?.N));
  expect(amounts).toHaveLength(5);
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(0);
});

test("the stream tells of every change, no more and no less", async () => {
  const replayed = new Map<string, Item | undefined>();
  for (const { dynamodb } of await records()) replayed.set(JSON.stringify(dynamodb.Keys), dynamodb.NewImage);
  const stored = [...(await items("transfer")), ...(await items("account"))];
  const byKey = stored.map((item): [string, Item] => [JSON.stringify({ pk: item.pk, sk: item.sk }), item]);
  expect(replayed.size).toBe(stored.length);
  expect(byKey.filter(([key, item]) => JSON.stringify(replayed.get(key)) !== JSON.stringify(item))).toEqual([]);
});

test("sequence numbers go on after kill -9", async () => {
  const numbers = (await records()).map(({ dynamodb }) => dynamodb.SequenceNumber);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toEqual([...numbers].sort());
});

/** @returns what the writer printed before it died */
async function writeUntilKilled(round: number): Promise<string[]> {
  const writer = spawn(process.execPath, ["--import", "tsx", WRITER, directory, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  writer.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (printed.split("\n").length > TRANSFERS) writer.kill("SIGKILL");
  });
  await once(writer, "close");
  return printed.split("\n").slice(0, -1);
}

async function items(pk: string): Promise<Item[]> {
  const found: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const input = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: pk } } };
    const { body } = await db.handle(serviceRequest("Query", { TableName: "app", ...input, ExclusiveStartKey }));
    const page = JSON.parse(String(body));
    found.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

async function records(): Promise<StreamRecord[]> {
  const all: StreamRecord[] = [];
  for (;;) {
    const page = await db.stream("app").read(all.at(-1)?.dynamodb.SequenceNumber, 500);
    if (page.length === 0) return all;
    all.push(...page);
  }
}
