import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { documents } from "#adapters/table";
import { Failure } from "#contract/failure";
import { decodeCursor, encodeCursor } from "./cursor";

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

/** Where a cursor stands: behind the key, having shown so many rows of the total. */
type Position = [key: Item, seen: number, total: number];

/** Everything of the query but where it starts and how much it takes. */
const contextOf = ({ IndexName, ExpressionAttributeValues, ScanIndexForward }: QueryCommandInput): string =>
  [IndexName ?? "", JSON.stringify(ExpressionAttributeValues), String(ScanIndexForward)].join("\n");

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

/** Rows before a page. @throws Failure invalid_input for a page beyond the reach of numbers. */
export function skippedBy({ limit, page }: { limit: number; page: number }): number {
  if (page * limit <= reach) return (page - 1) * limit;
  const message = `must be at most ${Math.floor(reach / limit)} with this limit: follow nextCursor instead`;
  throw new Failure("invalid_input", { errors: [{ path: "query.page", message }] });
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
  const context = contextOf(input);
  const [key, before, known] = cursor ? await decodeCursor<Position>(cursor, context) : [];
  const skipped = key ? 0 : skippedBy({ limit, page });
  // One more than is shown tells whether there is a next page; one for the tally, which only the first page meets.
  const items = await read(input, skipped + limit + 1 + (key ? 0 : 1), key);
  const total = known ?? Number(items.find(isTally)?.total ?? 0);
  const remaining = items.filter((item) => !isTally(item)).slice(skipped);
  const shown = remaining.slice(0, limit);
  const seen = (before ?? skipped) + shown.length;
  const last = shown.at(-1);
  const nextCursor =
    last && remaining.length > limit ? await encodeCursor([keyOf(last, input.IndexName), seen, total], context) : null;
  return {
    rows: parse(shown),
    total,
    totalPages: Math.ceil(total / limit),
    currentPage: before === undefined ? page : Math.floor(before / limit) + 1,
    nextCursor,
  };
}
