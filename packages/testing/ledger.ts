import type { DynamoDBStreamEvent } from "aws-lambda";
import fc from "fast-check";
import type { Entry } from "#core/journal";
import type { Order } from "#core/order.entity";
import type { Step } from "#core/transaction";
import { rowsOf } from "./rows";

/** An order as far as the ledger asks. */
export function ledgerOrder(overrides: Partial<Order> = {}): Order {
  const at = overrides.created_at ?? "2026-11-23T06:30:00.000Z";
  return {
    ...{
      id: "ord_0000",
      user_id: "u1",
      course_id: "crs_0000",
      title: "Course",
      buyer_name: "A",
      buyer_email: "a@b.in",
    },
    ...{ state: "pending", amount: 1499, discount_amount: 0, tax_amount: 0, total_amount: 1499, refunded_amount: 0 },
    ...{ refund_pending: 0, disputed_amount: 0, currency: "INR", revision: 1, expires_at: at },
    ...{ created_at: at, updated_at: at },
    ...overrides,
  };
}

/** One thing that happens to an order, so many minutes after it was placed. */
export interface Told {
  what: Entry["what"];
  /** Minor units, signed. */
  money: number;
  after: number;
}

/** What an order came to: its ledger, in the order in which it happened. */
export interface Story {
  /** Minutes from the beginning of the month on. */
  placed: number;
  currency: Entry["currency"];
  kind: Entry["kind"];
  subject: number;
  told: Told[];
}

const minutesOfMonth = 30 * 24 * 60;
const pause = fc.integer({ min: 1, max: 5 * 24 * 60 });

type Turn = Omit<Told, "after">;

/** Paid, and then parts of it go back or are asked back, up to all of it. */
const afterPayment = (total: number): fc.Arbitrary<Turn[]> => {
  const half = Math.floor(total / 2);
  const refund = (money: number) => ({ what: "refunded", money: -money }) as const;
  return fc.constantFrom<Turn[]>(
    [],
    [refund(total), { what: "revoked", money: 0 }],
    [refund(half)],
    [refund(half), refund(total - half)],
    [refund(half), { what: "refund_failed", money: half }, refund(half)],
    [{ what: "refund_failed", money: 0 }],
    [
      { what: "dispute_opened", money: -total },
      { what: "dispute_won", money: total },
    ],
    [
      { what: "dispute_opened", money: -half },
      { what: "dispute_lost", money: 0 },
    ],
    [{ what: "dispute_lost", money: -total }],
  );
};

const abandoned: Turn[] = [
  { what: "declined", money: 0 },
  { what: "given_up", money: 0 },
];

const paidFor = (total: number, ...between: Turn[]): Turn[] => [...between, { what: "paid", money: total }];

const turns = (total: number): fc.Arbitrary<Turn[]> =>
  fc.oneof(
    fc.constantFrom<Turn[]>([], abandoned),
    afterPayment(total).map((rest): Turn[] => [...paidFor(total), { what: "granted", money: 0 }, ...rest]),
    // Given up, and paid after all.
    afterPayment(total).map((rest): Turn[] => [...paidFor(total, { what: "given_up", money: 0 }), ...rest]),
  );

/** What an order may come to. */
export const story: fc.Arbitrary<Story> = fc
  .record({
    placed: fc.integer({ min: 0, max: minutesOfMonth }),
    currency: fc.constantFrom("INR" as const, "USD" as const, "JPY" as const),
    kind: fc.constantFrom("course" as const, "event" as const),
    subject: fc.integer({ min: 0, max: 2 }),
    told: fc.integer({ min: 2, max: 500_000 }).chain(turns),
    pauses: fc.array(pause, { minLength: 8, maxLength: 8 }),
  })
  .map(({ pauses, told, ...rest }) => {
    let after = 0;
    return {
      ...rest,
      told: told.map((one, index) => {
        after += pauses[index] ?? 1;
        return { ...one, after };
      }),
    };
  });

/** The rows of what happened, made by the function that every change of an order uses. */
async function storySteps(id: string, month: Date, { placed, currency, kind, subject, told }: Story) {
  const { recorded } = await import("#core/journal");
  const { toMajor } = await import("#core/money");
  const at = (minutes: number) => new Date(month.getTime() + minutes * 60_000);
  const subject_id = `${kind === "course" ? "crs" : "evt"}_000${subject}`;
  const order = ledgerOrder({
    ...{ id, currency, created_at: at(placed).toISOString() },
    ...(kind === "event" ? { course_id: undefined, event_id: subject_id } : { course_id: subject_id }),
  });
  return [{ what: "placed" as const, money: 0, after: 0 }, ...told].map(({ what, money, after }) =>
    recorded(order, { what, money: toMajor(money, currency) }, at(placed + after)),
  );
}

const rowsOfSteps = (steps: Step[]): Row[] => steps.map(({ operation }) => operation.Put?.Item ?? {});

/** The same, as the table holds them. */
export const storyEntries = async (...story: Parameters<typeof storySteps>): Promise<Row[]> =>
  rowsOfSteps(await storySteps(...story));

/** Writes what happened into the ledger; answers the rows. */
export async function writeStory(...story: Parameters<typeof storySteps>): Promise<Row[]> {
  const { commit } = await import("#core/transaction");
  const steps = await storySteps(...story);
  await commit(steps);
  return rowsOfSteps(steps);
}

type Row = Record<string, unknown>;

/** All of the ledger, as it stands in the table. */
export const ledger = async (): Promise<Entry[]> => (await rowsOf("entry")) as unknown as Entry[];

/** The stream's event that tells of new rows. */
export async function streamed(rows: readonly Row[]): Promise<DynamoDBStreamEvent> {
  const { marshall } = await import("@aws-sdk/util-dynamodb");
  return {
    Records: rows.map((row, index) => ({
      ...{ eventID: String(index), eventName: "INSERT" as const },
      // The event's attribute values are the SDK's, but for the name of their type.
      dynamodb: { SequenceNumber: String(index), NewImage: marshall(row, { removeUndefinedValues: true }) as never },
    })),
  };
}
