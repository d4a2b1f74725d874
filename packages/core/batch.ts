import { BatchGetCommand, type BatchGetCommandInput, type BatchGetCommandOutput } from "@aws-sdk/lib-dynamodb";
import { documents, store } from "#adapters/table";

type Item = Record<string, unknown>;

/** A row that is wanted: where it stands, and how to read it. */
export interface Wanted<Row> {
  key: Item;
  parse: (item: Item) => Row | undefined;
}

/**
 * What is wanted, from an ElectroDB get and its entity's parser.
 * @example wanted(Courses.get({ id }).params(), (Item) => Courses.parse({ Item }))
 */
export const wanted = <Row>(params: Item, parse: (item: Item) => { data: Row | null }): Wanted<Row> => ({
  key: params.Key as Item,
  parse: (item) => parse(item).data ?? undefined,
});

const nameOf = ({ pk, sk }: Item): string => `${pk}\n${sk}`;

/** DynamoDB may leave some for the next call, when together they exceed its 16 MB or its temper. */
async function readAll(keys: Item[], ConsistentRead: boolean): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let left: BatchGetCommandInput["RequestItems"] = { [store.table]: { Keys: keys, ConsistentRead } };
  while (left && Object.keys(left).length > 0) {
    const answer: BatchGetCommandOutput = await documents.send(new BatchGetCommand({ RequestItems: left }));
    for (const item of answer.Responses?.[store.table] ?? []) found.set(nameOf(item), item);
    left = answer.UnprocessedKeys;
  }
  return found;
}

/** Up to 100 different rows of any kind in one call, under the names that they are wanted by; undefined where there is none. */
export async function readTogether<Rows extends Record<string, unknown>>(
  rows: { [Name in keyof Rows]: Wanted<Rows[Name]> },
  { consistent }: { consistent: boolean },
): Promise<{ [Name in keyof Rows]: Rows[Name] | undefined }> {
  const entries = Object.entries<Wanted<unknown>>(rows);
  const found = await readAll(
    entries.map(([, { key }]) => key),
    consistent,
  );
  const read = entries.map(([name, { key, parse }]) => {
    const item = found.get(nameOf(key));
    return [name, item && parse(item)];
  });
  // Each name has been given what its own parser answered.
  return Object.fromEntries(read) as { [Name in keyof Rows]: Rows[Name] | undefined };
}
