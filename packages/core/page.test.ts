/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import fc from "fast-check";

type Row = Record<string, unknown>;

/** A list: its tally first, then its rows, as the table keeps them. */
const listOf = (size: number): Row[] => [
  { pk: "tally", sk: "tally", gsi1pk: "orders", gsi1sk: "~", total: size, __edb_e__: "tally" },
  ...Array.from({ length: size }, (_, n) => ({ pk: `order#${n}`, sk: "order", gsi1pk: "orders", gsi1sk: `${n}`, n })),
];

let readPage: typeof import("./page").readPage;
const table = mockClient(DynamoDBDocumentClient);
const secrets = mockClient(SecretsManagerClient);
beforeAll(async () => {
  Object.assign(process.env, { TABLE_NAME: "app", APP_KEY_ARN: "arn:key", AWS_REGION: "us-east-1" });
  secrets.on(GetSecretValueCommand).resolves({ SecretString: "the app key" });
  ({ readPage } = await import("./page"));
});
beforeEach(() => table.resetHistory());

/** Serves a list as DynamoDB does, at most `chunk` items in one answer. */
function serve(items: Row[], chunk = Number.POSITIVE_INFINITY): void {
  table.on(QueryCommand).callsFake(({ Limit, ExclusiveStartKey: after }) => {
    const from = after ? items.findIndex(({ pk }) => pk === after.pk) + 1 : 0;
    const Items = items.slice(from, from + Math.min(Limit, chunk));
    const { n: _n, total: _total, __edb_e__: _entity, ...LastEvaluatedKey } = Items.at(-1) ?? {};
    return from + Items.length < items.length ? { Items, LastEvaluatedKey } : { Items };
  });
}

const query = {
  ...{ TableName: "app", IndexName: "gsi1", ScanIndexForward: false },
  ...{ KeyConditionExpression: "gsi1pk = :pk", ExpressionAttributeValues: { ":pk": "orders" } },
};
const numbers = (items: Row[]): unknown[] => items.map(({ n }) => n);
const read = (paging: { limit: number; page?: number; cursor?: string }, asked: Row = query) =>
  readPage(asked, { page: 1, ...paging }, numbers);

const size = fc.nat(60);
const limit = fc.integer({ min: 1, max: 25 });

test("leafing through by cursor shows every row once, in order, with the true total", async () => {
  await fc.assert(
    fc.asyncProperty(size, limit, fc.integer({ min: 1, max: 30 }), async (rows, limit, chunk) => {
      serve(listOf(rows), chunk);
      const seen: unknown[] = [];
      let pages = 0;
      let cursor: string | undefined;
      do {
        const page = await read({ limit, cursor });
        seen.push(...page.rows);
        pages++;
        expect(page).toMatchObject({ total: rows, totalPages: Math.ceil(rows / limit), currentPage: pages });
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(Array.from({ length: rows }, (_, n) => n));
      expect(pages).toBe(Math.max(1, Math.ceil(rows / limit)));
    }),
    { numRuns: 50 },
  );
});

test("a page by its number is the same as by the cursor before it", async () => {
  await fc.assert(
    fc.asyncProperty(size, limit, fc.integer({ min: 1, max: 12 }), async (rows, limit, page) => {
      serve(listOf(rows));
      const { rows: shown, nextCursor } = await read({ limit, page });
      expect(shown).toEqual(Array.from({ length: rows }, (_, n) => n).slice((page - 1) * limit, page * limit));
      expect(nextCursor === null).toBe(page * limit >= rows);
      if (nextCursor) expect(await read({ limit, cursor: nextCursor })).toEqual(await read({ limit, page: page + 1 }));
    }),
    { numRuns: 50 },
  );
});

test("a page is one query", async () => {
  serve(listOf(50));
  await read({ limit: 10, page: 3 });
  expect(table.commandCalls(QueryCommand)).toHaveLength(1);
});

const refused = { code: "invalid_cursor" };

test("a cursor that differs in any character is refused", async () => {
  serve(listOf(20));
  const { nextCursor } = await read({ limit: 5 });
  const cursor = nextCursor ?? "";
  await fc.assert(
    fc.asyncProperty(fc.nat(cursor.length - 1), fc.constantFrom(..."Az09-_."), async (at, other) => {
      fc.pre(cursor[at] !== other);
      const altered = cursor.slice(0, at) + other + cursor.slice(at + 1);
      await expect(read({ limit: 5, cursor: altered })).rejects.toMatchObject(refused);
    }),
  );
  for (const cut of [cursor.slice(0, -1), cursor.slice(1), `${cursor}A`, `${cursor}.x`, ".", "", "x"].filter(Boolean))
    await expect(read({ limit: 5, cursor: cut })).rejects.toMatchObject(refused);
});

test("anything at all is refused that isn't a cursor", async () => {
  serve(listOf(20));
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), async (cursor) => {
      await expect(read({ limit: 5, cursor })).rejects.toMatchObject(refused);
    }),
  );
});

test.each([
  ["another partition", { ExpressionAttributeValues: { ":pk": "others" } }],
  ["another index", { IndexName: "gsi2" }],
  ["the other direction", { ScanIndexForward: true }],
])("a cursor is refused by %s", async (_what, other) => {
  serve(listOf(20));
  const { nextCursor } = await read({ limit: 5 });
  await expect(read({ limit: 5, cursor: nextCursor ?? "" }, { ...query, ...other })).rejects.toMatchObject(refused);
  expect((await read({ limit: 7, cursor: nextCursor ?? "" })).rows).toHaveLength(7);
});

test("pages reach the thousandth row, and the refusal of more names the last", async () => {
  serve(listOf(10));
  expect((await read({ limit: 100, page: 10 })).rows).toEqual([]);
  await expect(read({ limit: 100, page: 11 })).rejects.toMatchObject({
    code: "invalid_input",
    errors: [{ path: "query.page", message: expect.stringContaining("at most 10 ") }],
  });
});
