import { paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents, store } from "#adapters/table";
import { indexes } from "#contract/needs";
import { totalsOf } from "./curriculum";
import type { Section } from "./curriculum.entity";

type Item = Record<string, unknown>;

/** What a row adds to the true numbers, by what they count. */
type Adds = (item: Item) => [what: string, number: number][];

/** The numbers that a row keeps: which attribute says how many of what there are. */
type Claims = (item: Item) => [what: string, attribute: string][];

const counted = (what: string, when: boolean, number = 1): [string, number][] => (when ? [[what, number]] : []);

/** Rows that a list consists of add to it; the row at its end says how many there are. */
const rowsOfLists: { adds: Adds; claims: Claims } = {
  adds: (row) => counted(`rows of ${row.pk}`, row.sentinel !== true),
  claims: (row) => (row.sentinel === true ? [[`rows of ${row.pk}`, "total"]] : []),
};

const attemptsAt = ({ user_id, lesson_id }: Item): string => `attempts of ${user_id} at ${lesson_id}`;

/** Every counter of the table and what it counts. Who adds a counter adds it here. */
const census: Record<string, { adds?: Adds; claims?: Claims }> = {
  listing: rowsOfLists,
  row: rowsOfLists,
  tally: { claims: (tally) => placesOf(tally).map((place) => [place, "total"]) },
  enrollment: {
    adds: ({ course_id, status }) => counted(`learners of ${course_id}`, status !== "cancelled"),
  },
  course: {
    adds: ({ category_id, status }) => [
      ...counted(`references to ${category_id}`, category_id !== undefined),
      ...counted(`published courses of ${category_id}`, category_id !== undefined && status === "published"),
    ],
    claims: ({ id }) => [
      [`learners of ${id}`, "enrollments"],
      [`reviews of ${id}`, "total_ratings"],
      [`stars of ${id}`, "rating_sum"],
      [`lessons of ${id}`, "lesson_count"],
      [`seconds of ${id}`, "duration_seconds"],
    ],
  },
  curriculum: {
    adds: ({ course_id, sections }) => {
      const { lesson_count, duration_seconds } = totalsOf(sections as Section[]);
      return [
        [`lessons of ${course_id}`, lesson_count],
        [`seconds of ${course_id}`, duration_seconds],
      ];
    },
  },
  category: {
    claims: ({ id }) => [
      [`references to ${id}`, "references"],
      [`published courses of ${id}`, "course_count"],
    ],
  },
  testimonial: {
    adds: ({ course_id, status, rating }) => [
      ...counted(`reviews of ${course_id}`, status === "approved"),
      ...counted(`stars of ${course_id}`, status === "approved", Number(rating)),
    ],
  },
  post: {
    adds: ({ category_id }) => counted(`references to ${category_id}`, category_id !== undefined),
    claims: ({ id }) => [[`readers of ${id}`, "view_count"]],
  },
  "post-day": { adds: ({ post_id, views }) => counted(`readers of ${post_id}`, true, Number(views)) },
  attempt: { adds: (attempt) => counted(attemptsAt(attempt), true) },
  "attempt-tally": { claims: (tally) => [[attemptsAt(tally), "total"]] },
  faq: { adds: () => counted("questions", true) },
  "faq-count": { claims: () => [["questions", "total"]] },
  user: { adds: ({ role, status }) => counted("active administrators", role === "admin" && status === "active") },
  administrators: { claims: () => [["active administrators", "active"]] },
};

/** The partitions of indexes that a row stands in. */
const placesOf = (item: Item): string[] =>
  indexes.flatMap((index) => (item[`${index}pk`] === undefined ? [] : [`${index} ${item[`${index}pk`]}`]));

/** A number that isn't what it counts. */
export interface Difference {
  /** `learners of crs_…` */
  what: string;
  says: number;
  is: number;
  /** The row that says so, and where in it. */
  key: { pk: string; sk: string };
  attribute: string;
}

type Claim = Omit<Difference, "is">;

/** Reads every row of the table: an operator's tool, never a request's. */
async function* everyRow(): AsyncGenerator<Item> {
  for await (const page of paginateScan({ client: documents }, { TableName: store.table, ConsistentRead: true }))
    yield* page.Items ?? [];
}

/** Counts everything that is counted somewhere, from the sources, and answers where a counter says otherwise. */
export async function takeCensus(): Promise<Difference[]> {
  const truth = new Map<string, number>();
  const claims: Claim[] = [];
  for await (const item of everyRow()) {
    const entity = String(item.__edb_e__);
    const rules = census[entity];
    const places: [string, number][] = entity === "tally" ? [] : placesOf(item).map((place) => [place, 1]);
    for (const [what, number] of [...(rules?.adds?.(item) ?? []), ...places])
      truth.set(what, (truth.get(what) ?? 0) + number);
    const key = { pk: String(item.pk), sk: String(item.sk) };
    for (const [what, attribute] of rules?.claims?.(item) ?? [])
      claims.push({ what, attribute, key, says: Number(item[attribute] ?? 0) });
  }
  return claims.map((claim) => ({ ...claim, is: truth.get(claim.what) ?? 0 })).filter(({ says, is }) => says !== is);
}

/** Sets a counter right, unless it has moved since. */
export async function correct({ key, attribute, says, is }: Difference): Promise<void> {
  const unmoved = says === 0 ? "(attribute_not_exists(#a) OR #a = :says)" : "#a = :says";
  await documents.send(
    new UpdateCommand({
      TableName: store.table,
      Key: key,
      UpdateExpression: "SET #a = :is",
      ConditionExpression: `attribute_exists(pk) AND ${unmoved}`,
      ExpressionAttributeNames: { "#a": attribute },
      ExpressionAttributeValues: { ":is": is, ":says": says },
    }),
  );
}

/** Every source that something is derived from. */
export async function* everySource(entities: readonly string[]): AsyncGenerator<{ entity: string; id: string }> {
  for await (const { __edb_e__: entity, id } of everyRow())
    if (entities.includes(String(entity))) yield { entity: String(entity), id: String(id) };
}
