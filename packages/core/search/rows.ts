import { BatchGetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents, store } from "#adapters/table";
import { type Step, step } from "../transaction";
import type { Kind } from "./document";
import { cardKey, columnKey, type Key, postingKey } from "./keys";

// The rows of the index, as small as can be: a query reads dozens of them, so they carry no entity's attributes.

/** What a result shows of a document. */
export const putCard = (kind: Kind, ordinal: number, card: object): Step =>
  step({ TableName: store.table, Item: { ...cardKey(kind, ordinal), card } });

export const deleteCard = (kind: Kind, ordinal: number): Step =>
  step({ TableName: store.table, Key: cardKey(kind, ordinal) });

/** Thrown by a transaction that would have written over somebody else's change of a block. */
export class Stale extends Error {}

/** Writes a block's next content in place of the content that it was made from. */
export function replace({ pk, sk }: Key, before: Uint8Array | undefined, after: Uint8Array | undefined): Step {
  const unchanged = before
    ? { ConditionExpression: "packed = :before", ExpressionAttributeValues: { ":before": before } }
    : { ConditionExpression: "attribute_not_exists(pk)" };
  const content = after ? { Item: { pk, sk, packed: after } } : { Key: { pk, sk } };
  return step({ TableName: store.table, ...content, ...unchanged }, () => new Stale());
}

type Row = Record<string, unknown>;

/** Rows of one call; DynamoDB's most. */
const batch = 100;

/** Rows by key, wherever they are: one call per hundred. */
async function readRows(keys: Key[], consistent: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  let left = keys.map(({ pk, sk }) => ({ pk, sk }));
  while (left.length > 0) {
    const request = { [store.table]: { Keys: left.slice(0, batch), ConsistentRead: consistent } };
    const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand({ RequestItems: request }));
    rows.push(...(Responses?.[store.table] ?? []));
    // What a busy table left out comes again.
    const skipped = (UnprocessedKeys?.[store.table]?.Keys ?? []) as Key[];
    left = [...skipped, ...left.slice(batch)];
  }
  return rows;
}

const nameOf = ({ pk, sk }: Row): string => `${pk} ${sk}`;

/** The content of blocks as of now, in the keys' order. */
export async function readBlocks(keys: Key[]): Promise<(Uint8Array | undefined)[]> {
  const rows = await readRows(keys, true);
  const contents = new Map(rows.map((row) => [nameOf(row), row.packed as Uint8Array]));
  return keys.map((key) => contents.get(nameOf({ ...key })));
}

/** What is shown of these documents, in their order; undefined for one that was taken out meanwhile. */
export async function readCards(kind: Kind, ordinals: number[]): Promise<unknown[]> {
  const keys = ordinals.map((ordinal) => cardKey(kind, ordinal));
  const cards = new Map((await readRows(keys, false)).map((row) => [nameOf(row), row.card]));
  return keys.map((key) => cards.get(nameOf({ ...key })));
}

/** The blocks of a partition from one to another: one call up to a megabyte, which is millions of documents. */
async function readRun(pk: string, first: string, last: string): Promise<Map<number, Uint8Array>> {
  const blocks = new Map<number, Uint8Array>();
  let from: Row | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: store.table,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues: { ":pk": pk, ":first": first, ":last": last },
        ExclusiveStartKey: from,
      }),
    );
    for (const { sk, packed } of Items) blocks.set(Number(sk), packed);
    from = LastEvaluatedKey;
  } while (from);
  return blocks;
}

/** Every block of a term, by number. */
export function readPostings(kind: Kind, term: string): Promise<Map<number, Uint8Array>> {
  const { pk, sk } = postingKey(kind, term, 0);
  return readRun(pk, sk, "~");
}

/**
 * The blocks of a column that have these numbers, which are in order: one call. A block by itself costs half a unit, in
 * a run a quarter and less.
 */
export async function readColumn(kind: Kind, name: string, numbers: number[]): Promise<Map<number, Uint8Array>> {
  const [first = 0, last = first] = [numbers.at(0), numbers.at(-1)];
  const [from, to] = [columnKey(kind, name, first), columnKey(kind, name, last)];
  if (numbers.length * 4 > last - first) return readRun(from.pk, from.sk, to.sk);
  const rows = await readRows(
    numbers.map((number) => columnKey(kind, name, number)),
    false,
  );
  return new Map(rows.map(({ sk, packed }) => [Number(sk), packed as Uint8Array]));
}

/** The next place in the index of a kind. A place that is taken and then not used stays empty; nothing is lost by it. */
export async function nextOrdinal(kind: Kind): Promise<number> {
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: store.table,
      Key: { pk: `searched#${kind}`, sk: "counter" },
      UpdateExpression: "ADD places :one",
      ExpressionAttributeValues: { ":one": 1 },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  return Number(Attributes?.places) - 1;
}
