import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Row } from "#adapters/migrations/migration";
import { reshaped } from "#adapters/migrations/migration";

// Imported late: the domain reads its environment when it is loaded.
let opened: DynamoDBDocumentClient | undefined;
const table = async () => {
  const { openAsWritten, store } = await import("#adapters/table");
  opened ??= openAsWritten();
  return { client: opened, TableName: store.table };
};

/** Every row, as it was written, but counts of attempts: those go by themselves after minutes. */
export async function rowsAsWritten(): Promise<Row[]> {
  const { client, TableName } = await table();
  const found: Row[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    found.push(...Items.filter(({ __edb_e__ }) => __edb_e__ !== "attempts"));
  return found;
}

const isOld = ({ __edb_e__, lesson_count }: Row): boolean => __edb_e__ === "course" && lesson_count === undefined;

/** Keys of courses without sums. */
export const oldCourses = async (): Promise<string[]> =>
  (await rowsAsWritten()).filter(isOld).map(({ pk }) => String(pk));

/** Takes a course's sums away: it was written before there were any. */
export async function age(pk: string): Promise<void> {
  const { client, TableName } = await table();
  const UpdateExpression = "REMOVE lesson_count, duration_seconds";
  await client.send(new UpdateCommand({ TableName, Key: { pk, sk: "course" }, UpdateExpression }));
}

/** Puts copies of a draft there, as the version before wrote them. */
export async function putOldCopies(id: string, count: number): Promise<void> {
  const { client, TableName } = await table();
  const draft = (await rowsAsWritten()).find(({ pk }) => pk === `course#${id}`);
  if (!draft) throw new Error(`there is no course ${id}`);
  const old = reshaped(draft, { remove: ["lesson_count", "duration_seconds"] });
  const copies = Array.from({ length: count }, (_, n) => {
    const [copy, slug] = [`crs_copy${n}`, `copy-${n}`];
    const keys = { pk: `course#${copy}`, gsi1pk: `course-slug#${slug}`, gsi1sk: copy };
    return { PutRequest: { Item: { ...old, ...keys, id: copy, slug } } };
  });
  for (let from = 0; from < count; from += 25)
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: copies.slice(from, from + 25) } }));
}
