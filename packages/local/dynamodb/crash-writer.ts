/** Transfers amounts until it is killed, and prints the id of each transfer once it is acknowledged. */
import { writeSync } from "node:fs";
import { openDynamoDb } from "./database";
import { PLACE, serviceRequest, tableProperties } from "./test-endpoint";

const WORKERS = 8;
const ACCOUNTS = 5;
const TableName = "app";

const [, , directory = "", round = ""] = process.argv;
const db = await openDynamoDb({ ...PLACE, directory, clock: Date.now });
await db.ensureTable(tableProperties());
await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));

async function work(worker: number): Promise<never> {
  for (let n = worker; ; n += WORKERS) {
    const id = `${round}-${n}`;
    const { status, body } = await db.handle(serviceRequest("TransactWriteItems", transfer(id, n)));
    if (status !== 200) throw new Error(String(body));
    writeSync(1, `${id}\n`);
  }
}

function transfer(id: string, n: number): object {
  const Item = { pk: { S: "transfer" }, sk: { S: id } };
  const TransactItems = [{ Put: { TableName, Item } }, add(n % ACCOUNTS, "-1"), add((n + 1) % ACCOUNTS, "1")];
  return { TransactItems, ClientRequestToken: id };
}

function add(account: number, amount: string): object {
  const Key = { pk: { S: "account" }, sk: { S: String(account) } };
  const ExpressionAttributeValues = { ":amount": { N: amount } };
  return { Update: { TableName, Key, UpdateExpression: "ADD amount :amount", ExpressionAttributeValues } };
}
