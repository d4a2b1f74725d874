import {
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

const TableName = "app";
let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await openEndpoint();
});
afterEach(() => endpoint.close());

type Input = Omit<QueryCommandInput, "TableName">;
const put = (item: object) => endpoint.documents.send(new PutCommand({ TableName, Item: item }));
const query = (input: Input) => endpoint.documents.send(new QueryCommand({ TableName, ...input }));
const inPartition = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "p" } };
const byRank = {
  IndexName: "byRank",
  KeyConditionExpression: "gsi1pk = :g",
  ExpressionAttributeValues: { ":g": "g" },
};

async function fill(count: number, item: (n: number) => object): Promise<void> {
  for (let from = 0; from < count; from += 25) {
    const puts = Array.from({ length: Math.min(25, count - from) }, (_, n) => ({
      PutRequest: { Item: item(from + n) },
    }));
    await endpoint.documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  }
}

async function allPages(input: Input): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await query({ ...input, ExclusiveStartKey: start });
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

test("a partition comes back in the order of its sort keys, forward and backward", async () => {
  for (const sk of ["b", "a", "ab", "ä", "B"]) await put({ pk: "p", sk });
  await put({ pk: "other", sk: "a" });
  const forward = await query(inPartition);
  const backward = await query({ ...inPartition, ScanIndexForward: false });
  expect(forward.Items?.map((item) => item.sk)).toEqual(["B", "a", "ab", "b", "ä"]);
  expect(backward.Items?.map((item) => item.sk)).toEqual(["ä", "b", "ab", "a", "B"]);
});

test.each([
  ["sk = :x", ["b"]],
  ["sk < :x", ["a", "ab"]],
  ["sk <= :x", ["a", "ab", "b"]],
  ["sk > :x", ["ba", "c"]],
  ["sk >= :x", ["b", "ba", "c"]],
  ["begins_with(sk, :x)", ["b", "ba"]],
  ["sk BETWEEN :x AND :y", ["b", "ba", "c"]],
])("the sort key condition %s selects its range", async (condition, expected) => {
  for (const sk of ["a", "ab", "b", "ba", "c"]) await put({ pk: "p", sk });
  const { Items } = await query({
    KeyConditionExpression: `pk = :pk AND ${condition}`,
    ExpressionAttributeValues: { ":pk": "p", ":x": "b", ...(condition.includes(":y") && { ":y": "c" }) },
  });
  expect(Items?.map((item) => item.sk)).toEqual(expected);
});

test("numbers in an index sort as numbers", async () => {
  const ranks = [10, 9, -1, 0, 1.5, -10, 100];
  for (const rank of ranks) await put({ pk: `p${rank}`, sk: "1", gsi1pk: "g", rank });
  const { Items } = await query(byRank);
  expect(Items?.map((item) => item.rank)).toEqual([...ranks].sort((a, b) => a - b));
});

test("an index holds only items with its keys, and of them what it projects", async () => {
  await put({ pk: "in", sk: "1", gsi1pk: "g", rank: 1, title: "not projected" });
  await put({ pk: "out", sk: "1", gsi1pk: "g", title: "no rank" });
  expect((await query(byRank)).Items).toEqual([{ pk: "in", sk: "1", gsi1pk: "g", rank: 1 }]);
});

test("an index follows an item that moves and leaves", async () => {
  await put({ pk: "a", sk: "1", gsi1pk: "g", rank: 1 });
  await put({ pk: "a", sk: "1", gsi1pk: "g", rank: 2 });
  const moved = (await query(byRank)).Items;
  await put({ pk: "a", sk: "1" });
  expect(moved?.map((item) => item.rank)).toEqual([2]);
  expect((await query(byRank)).Count).toBe(0);
});

test.each([true, false])("cursors walk an index of equal keys without loss (forward: %s)", async (ScanIndexForward) => {
  await fill(60, (n) => ({ pk: `p${n}`, sk: "1", gsi1pk: "g", rank: n % 3 }));
  const items = await allPages({ ...byRank, Limit: 7, ScanIndexForward });
  const ranks = items.map((item) => Number(item.rank));
  expect(new Set(items.map((item) => item.pk)).size).toBe(60);
  expect(ranks).toEqual([...ranks].sort((a, b) => (ScanIndexForward ? a - b : b - a)));
});

test("a cursor continues within a sort key range", async () => {
  await fill(20, (n) => ({ pk: "p", sk: String(n).padStart(2, "0") }));
  const items = await allPages({
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :a AND :b",
    ExpressionAttributeValues: { ":pk": "p", ":a": "05", ":b": "14" },
    ScanIndexForward: false,
    Limit: 3,
  });
  expect(items.map((item) => Number(item.sk))).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
});

test("a limit counts what is read, a filter what is returned", async () => {
  await fill(10, (n) => ({ pk: "p", sk: String(n), even: n % 2 === 0 }));
  const page = await query({
    KeyConditionExpression: "pk = :pk",
    FilterExpression: "even = :true",
    ExpressionAttributeValues: { ":pk": "p", ":true": true },
    Limit: 4,
  });
  expect(page).toMatchObject({ Count: 2, ScannedCount: 4, LastEvaluatedKey: { pk: "p", sk: "3" } });
});

test("a count returns no items", async () => {
  await fill(3, (n) => ({ pk: "p", sk: String(n) }));
  const page = await query({ ...inPartition, Select: "COUNT" });
  expect(page).toMatchObject({ Count: 3, ScannedCount: 3 });
  expect(page.Items).toBeUndefined();
});

test("a page ends at one megabyte", async () => {
  await fill(30, (n) => ({ pk: "p", sk: String(n).padStart(2, "0"), text: "é".repeat(25_000) }));
  const page = await query(inPartition);
  expect(page.Count).toBe(21);
  expect(await allPages(inPartition)).toHaveLength(30);
});

test("a scan reads every item, also page by page and in segments", async () => {
  await fill(100, (n) => ({ pk: `p${n}`, sk: "1" }));
  const scanAll = async (input: object) => {
    const keys: unknown[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await endpoint.documents.send(new ScanCommand({ TableName, ...input, ExclusiveStartKey }));
      keys.push(...(page.Items ?? []).map((item) => item.pk));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return keys;
  };
  const segments = await Promise.all([0, 1, 2].map((Segment) => scanAll({ Segment, TotalSegments: 3, Limit: 9 })));
  expect(new Set(await scanAll({ Limit: 7 })).size).toBe(100);
  expect(segments.flat()).toHaveLength(100);
  expect(new Set(segments.flat()).size).toBe(100);
});

test.each([
  ["an unknown index", { ...inPartition, IndexName: "none" }],
  ["a consistent read of an index", { ...byRank, ConsistentRead: true }],
  ["a cursor of another partition", { ...inPartition, ExclusiveStartKey: { pk: "q", sk: "1" } }],
  ["no partition key", { KeyConditionExpression: "sk = :s", ExpressionAttributeValues: { ":s": "1" } }],
])("a query with %s is refused", async (_what, input) => {
  await expect(query(input)).rejects.toMatchObject({ name: "ValidationException" });
});
