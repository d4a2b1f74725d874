import { paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { documents, store } from "#adapters/table";
import { indexes } from "#contract/needs";
import { totalsOf } from "./curriculum";
import type { Section } from "./curriculum.entity";
import { seriesOf } from "./serial.number";
import { type Claimed, claimedBy, sumsOf } from "./statistics/census";

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

/** Orders that are completed with a coupon, or keep a use of it while they are unpaid. */
const usesCoupon = ({ coupon_code, holding, paid_at, returning }: Item): boolean =>
  coupon_code !== undefined && (holding === true || (paid_at !== undefined && returning !== true));

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
  order: {
    adds: (order) => [
      ...counted(`uses of ${order.coupon_code}`, usesCoupon(order)),
      ...counted(`uses of ${order.coupon_code} by ${order.user_id}`, usesCoupon(order)),
      ...counted(`seats of ${order.event_id}`, order.event_id !== undefined && order.holding === true),
    ],
  },
  coupon: { claims: ({ code }) => [[`uses of ${code}`, "uses"]] },
  "coupon-use": { claims: ({ code, user_id }) => [[`uses of ${code} by ${user_id}`, "uses"]] },
  event: {
    adds: ({ category_id }) => counted(`references to ${category_id}`, category_id !== undefined),
    claims: ({ id }) => [
      [`registrations for ${id}`, "registered_count"],
      [`seats of ${id}`, "seats_taken"],
      [`people who wait for ${id}`, "waiting_count"],
    ],
  },
  registration: {
    adds: ({ event_id, status }) => [
      ...counted(`registrations for ${event_id}`, status === "registered"),
      ...counted(`seats of ${event_id}`, status === "registered" || status === "offered"),
      ...counted(`people who wait for ${event_id}`, status === "waiting"),
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
  // A series is as long as its last number says: none is left out, and none is there twice.
  invoice: { adds: ({ number }) => counted(`papers of ${seriesOf(String(number))}`, true) },
  "credit-note": { adds: ({ number }) => counted(`papers of ${seriesOf(String(number))}`, true) },
  serial: { claims: ({ series }) => [[`papers of ${series}`, "last"]] },
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
  /** What else stands in the row, where it may have been lost altogether. */
  row?: Item;
}

type Claim = Omit<Difference, "is">;

/** Reads every row of the table: an operator's tool, never a request's. */
async function* everyRow(): AsyncGenerator<Item> {
  for await (const page of paginateScan({ client: documents }, { TableName: store.table, ConsistentRead: true }))
    yield* page.Items ?? [];
}

/** What the rows say, as it is gathered. */
class Gathering {
  readonly truth = new Map<string, number>();
  readonly claims: Claim[] = [];
  /** Sums that there must be a row for, though none may be there. */
  private readonly sums = new Map<string, Claimed>();

  private add(what: string, number: number): void {
    this.truth.set(what, (this.truth.get(what) ?? 0) + number);
  }

  take(item: Item): void {
    const entity = String(item.__edb_e__);
    const rules = census[entity];
    const places: [string, number][] = entity === "tally" ? [] : placesOf(item).map((place) => [place, 1]);
    for (const [what, number] of [...(rules?.adds?.(item) ?? []), ...places]) this.add(what, number);
    for (const { number, ...sum } of sumsOf(item)) {
      this.add(sum.what, number);
      this.sums.set(sum.what, sum);
    }
    const key = { pk: String(item.pk), sk: String(item.sk) };
    for (const [what, attribute] of [...(rules?.claims?.(item) ?? []), ...claimedBy(item)])
      this.claims.push({ what, attribute, key, says: Number(item[attribute] ?? 0) });
  }

  /** The claims, and for every sum that no row claims, that it is 0. */
  all(): Claim[] {
    const claimed = new Set(this.claims.map(({ what }) => what));
    const lost = [...this.sums.values()].filter(({ what }) => !claimed.has(what));
    return [...this.claims, ...lost.map((sum) => ({ ...sum, says: 0 }))];
  }
}

/** Counts everything that is counted somewhere, from the sources, and answers where a counter says otherwise. */
export async function takeCensus(): Promise<Difference[]> {
  const gathering = new Gathering();
  for await (const item of everyRow()) gathering.take(item);
  return gathering
    .all()
    .map((claim) => ({ ...claim, is: gathering.truth.get(claim.what) ?? 0 }))
    .filter(({ says, is }) => says !== is);
}

/** Sets a counter right, unless it has moved since. A sum whose row was lost gets one again. */
export async function correct({ key, attribute, says, is, row = {} }: Difference): Promise<void> {
  const unmoved = says === 0 ? "(attribute_not_exists(#a) OR #a = :says)" : "#a = :says";
  const others = Object.entries(row);
  const names = others.map(([name], index) => [`#r${index}`, name]);
  const values = others.map(([, value], index) => [`:r${index}`, value]);
  await documents.send(
    new UpdateCommand({
      TableName: store.table,
      Key: key,
      UpdateExpression: `SET ${["#a = :is", ...others.map((_, index) => `#r${index} = :r${index}`)].join(", ")}`,
      ConditionExpression: others.length > 0 ? unmoved : `attribute_exists(pk) AND ${unmoved}`,
      ExpressionAttributeNames: { "#a": attribute, ...Object.fromEntries(names) },
      ExpressionAttributeValues: { ":is": is, ":says": says, ...Object.fromEntries(values) },
    }),
  );
}

/** A row that something is derived from. */
interface Source {
  entity: string;
  id: string;
  row: Item;
}

/** Every source that something is derived from. */
export async function* everySource(concerns: (entity: string) => boolean): AsyncGenerator<Source> {
  for await (const row of everyRow()) {
    const entity = String(row.__edb_e__);
    if (concerns(entity)) yield { entity, id: String(row.id), row };
  }
}
