import { ScanCommand, type ScanCommandOutput, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { TestPlatform } from "./platform";

/** What must never leave: a text, a time and a number that nothing else holds. */
export const canaries = { text: "CANARY-7f3a9c", time: "1999-12-31T23:59:59.321Z", number: 777_000_777 };

type Row = Record<string, unknown>;

/** Fields of each entity that are the platform's own, and what a careless hand might leave beside them. */
const planted: Record<string, Row> = {
  testimonial: { user_email: canaries.text, reason: canaries.text },
  post: { live_note: canaries.text },
  user: {
    sessions_from: canaries.number,
    password_changed_at: canaries.time,
    second_factor_at: canaries.time,
    password_hash: canaries.text,
  },
  order: { declined: canaries.text, gateway_response: canaries.text },
  upload: { etag: canaries.text },
  course: { revision: canaries.number, meeting_link: canaries.text },
  coupon: { referred: true, revision: canaries.number, secret: canaries.text },
  event: { sequence: canaries.number, note: canaries.text },
  registration: { revision: canaries.number, ticket: canaries.text, grant: canaries.text },
  category: { references: canaries.number },
  enrollment: { grants: new Set(["free", canaries.text]), course_title: canaries.text, user_email: canaries.text },
  curriculum: { revision: canaries.number, updated_at: canaries.time },
  lesson: { quiz_key: canaries.text },
  quiz: { revision: canaries.number },
  attempt: { revision: canaries.number, user_name: canaries.text },
  paper: { seed: canaries.text },
  certificate: { user_email: canaries.text, user_id: canaries.text },
  progress: { stamp: canaries.number, answers: canaries.text },
};

async function rows(): Promise<Row[]> {
  const { documents, store } = await import("#adapters/table");
  const found: Row[] = [];
  let from: ScanCommandOutput["LastEvaluatedKey"];
  do {
    const page = await documents.send(new ScanCommand({ TableName: store.table, ExclusiveStartKey: from }));
    found.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

async function plant(row: Row): Promise<void> {
  const { documents, store } = await import("#adapters/table");
  const card = row.card ? { card: { ...row.card, canary: canaries.text } } : {};
  const fields = { canary: canaries.text, ...planted[String(row.__edb_e__)], ...card };
  const names = Object.keys(fields);
  const command = new UpdateCommand({
    TableName: store.table,
    Key: { pk: row.pk, sk: row.sk },
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
  });
  await documents.send(command);
}

/** Some at a time: the table is one process, and so many connections at once would wait too long for it. */
async function plantAll(rows: Row[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 25) await Promise.all(rows.slice(from, from + 25).map(plant));
}

/** Puts canaries into every row, the lists that are made of the others last. Answers how many rows it were. */
export async function plantCanaries(platform: TestPlatform): Promise<number> {
  const isListing = ({ __edb_e__ }: Row) => __edb_e__ === "listing" || __edb_e__ === "row";
  const sources = (await rows()).filter((row) => !isListing(row));
  await plantAll(sources);
  await platform.settled();
  const listings = (await rows()).filter(isListing);
  await plantAll(listings);
  return sources.length + listings.length;
}
