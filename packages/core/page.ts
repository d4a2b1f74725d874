import { createHmac, timingSafeEqual } from "node:crypto";
import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { secret } from "#adapters/secrets";
import { documents } from "#adapters/table";
import { Failure } from "#contract/failure";

/** What a client asks of a list. */
export interface Paging {
  limit: number;
  page: number;
  cursor?: string;
}

/** One page of a list; `total` as of the first page that the cursor began with. */
export interface Page<Row> {
  rows: Row[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

type Item = Record<string, unknown>;

/** Rows that `page` can reach; beyond them the cursor leads. */
const reach = 1000;

/** Where a cursor stands: behind `key`, having shown `seen` rows of `total`. */
interface Position {
  key: Item;
  seen: number;
  total: number;
}

/** A payload with what it belongs to sealed in: everything of the query but where it starts and how much it takes. */
async function sealed(payload: string, query: QueryCommandInput): Promise<string> {
  const { Limit, ExclusiveStartKey, ...bound } = query;
  const parts = [
    payload,
    bound.IndexName ?? "",
    JSON.stringify(bound.ExpressionAttributeValues),
    String(bound.ScanIndexForward),
  ];
  const signature = createHmac("sha256", await secret("APP_KEY"))
    .update(parts.join("\n"))
    .digest()
    .subarray(0, 16);
  return `${payload}.${signature.toString("base64url")}`;
}

const encode = ({ key, seen, total }: Position, query: QueryCommandInput): Promise<string> =>
  sealed(Buffer.from(JSON.stringify([key, seen, total])).toString("base64url"), query);

async function decode(cursor: string, query: QueryCommandInput): Promise<Position> {
  const [payload = ""] = cursor.split(".");
  // Compared as text: base64 has several spellings of the same bytes, and only one was given.
  const given = Buffer.from(cursor);
  const expected = Buffer.from(await sealed(payload, query));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Failure("invalid_cursor");
  const [key, seen, total] = JSON.parse(Buffer.from(payload, "base64url").toString()) as [Item, number, number];
  return { key, seen, total };
}

const isTally = (item: Item): boolean =>
  item.total !== undefined && (item.__edb_e__ === "tally" || item.sentinel === true);

/** The keys by which a later query begins behind this item. */
function keyOf(item: Item, index: string | undefined): Item {
  const names = ["pk", "sk", ...(index ? [`${index}pk`, `${index}sk`] : [])];
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

/** Reads until there are `wanted` items; one call unless the rows exceed DynamoDB's 1 MB page. */
async function read(query: QueryCommandInput, wanted: number, start: Item | undefined): Promise<Item[]> {
  const items: Item[] = [];
  let from = start;
  do {
    const answer = await documents.send(
      new QueryCommand({ ...query, Limit: wanted - items.length, ExclusiveStartKey: from }),
    );
    items.push(...(answer.Items ?? []));
    from = answer.LastEvaluatedKey;
  } while (from && items.length < wanted);
  return items;
}

/**
 * One page of a list whose tally is its first row in reading order: the rows and the true total in one query.
 *
 * `query` is what an ElectroDB query's `.params()` gives; `parse` makes rows of raw items.
 * @throws Failure invalid_cursor for a cursor that was altered or made for another query.
 */
export async function readPage<Row>(
  query: Item,
  { limit, page, cursor }: Paging,
  parse: (items: Item[]) => Row[],
): Promise<Page<Row>> {
  const input = query as unknown as QueryCommandInput;
  const start = cursor ? await decode(cursor, input) : undefined;
  const skipped = start ? 0 : (page - 1) * limit;
  if (skipped + limit > reach) throw outOfReach(limit);
  // One more than is shown tells whether there is a next page; one for the tally, which only the first page meets.
  const items = await read(input, skipped + limit + 1 + (start ? 0 : 1), start?.key);
  const total = start?.total ?? Number(items.find(isTally)?.total ?? 0);
  const remaining = items.filter((item) => !isTally(item)).slice(skipped);
  const shown = remaining.slice(0, limit);
  const seen = (start?.seen ?? skipped) + shown.length;
  const last = shown.at(-1);
  const nextCursor =
    last && remaining.length > limit ? await encode({ key: keyOf(last, input.IndexName), seen, total }, input) : null;
  return {
    rows: parse(shown),
    total,
    totalPages: Math.ceil(total / limit),
    currentPage: start ? Math.floor(start.seen / limit) + 1 : page,
    nextCursor,
  };
}

const outOfReach = (limit: number): Failure =>
  new Failure("invalid_input", {
    errors: [
      {
        path: "query.page",
        message: `must be at most ${Math.floor(reach / limit)} with this limit: follow nextCursor instead`,
      },
    ],
  });
