import { ConditionalCheckFailedException, TransactionConflictException } from "@aws-sdk/client-dynamodb";
import { GetCommand, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Migration, Row } from "#adapters/migrations/migration";
import { openAsWritten, store } from "#adapters/table";
import { pause } from "../transaction";
import { type Clock, paced } from "./clock";
import { Lease } from "./lease";
import { type Counts, none, progressOf } from "./progress.entity";
import { rewriteOf } from "./rewrite";

const written = openAsWritten();

/** Rows after which progress is put on record: so many at most are looked at again after a crash. */
const pageSize = 100;

/** Readings of one row after which it is left to a quieter hour. */
const patience = 10;

/** Reads the table as it was written, page by page, from behind a key on: an operator's tool, never a request's. */
const pagesFrom = (cursor: Row | undefined) =>
  paginateScan({ client: written, pageSize, startingToken: cursor }, { TableName: store.table, ConsistentRead: true });

const concerns = ({ entities }: Migration, row: Row): boolean => entities.includes(String(row.__edb_e__));

/** Somebody has changed it since it was read, or is about to. */
const isContended = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;

/** The units that a write took; undefined where it was refused, which takes about as many. */
async function attempt(rewrite: NonNullable<ReturnType<typeof rewriteOf>>): Promise<number | undefined> {
  try {
    const { ConsumedCapacity } = await written.send(new UpdateCommand(rewrite));
    return ConsumedCapacity?.CapacityUnits ?? 1;
  } catch (error) {
    if (isContended(error)) return undefined;
    throw error;
  }
}

async function readAgain({ pk, sk }: Row): Promise<Row | undefined> {
  const command = new GetCommand({ TableName: store.table, Key: { pk, sk }, ConsistentRead: true });
  return (await written.send(command)).Item;
}

type Spend = (units: number) => Promise<void>;

/** Brings one row into today's shape; one that has changed meanwhile is read again. */
async function rewrite(migration: Migration, read: Row, spend: Spend): Promise<Counts> {
  let row: Row | undefined = read;
  for (let refused = 0; refused < patience; refused++) {
    const change: ReturnType<typeof rewriteOf> = row && rewriteOf(migration, row);
    if (!change) return { ...none, seen: 1, skipped: 1, refused };
    const units = await attempt(change);
    await spend(units ?? 1);
    if (units !== undefined) return { ...none, seen: 1, changed: 1, refused };
    await pause(refused);
    row = await readAgain(read);
  }
  throw new Error(`${migration.id}: ${read.pk} doesn't keep still; go on at a quieter hour`);
}

const sum = (one: Counts, other: Counts): Counts => ({
  seen: one.seen + other.seen,
  changed: one.changed + other.changed,
  skipped: one.skipped + other.skipped,
  refused: one.refused + other.refused,
});

interface Run {
  /** Write units a second. */
  rate: number;
  clock: Clock;
}

/**
 * Walks the table and brings every row that needs it into today's shape. Goes on where a walk before it stopped; done
 * twice it changes nothing. A page is on record once its rows are written: what a crash leaves is looked at again.
 * @throws Occupied while another runner is at it
 */
export async function migrate(migration: Migration, { rate, clock }: Run): Promise<Counts> {
  const { lease, cursor, counts } = await Lease.claim(migration.id, clock);
  const spend = paced(rate, clock);
  let total = counts;
  for await (const { Items = [], LastEvaluatedKey } of pagesFrom(cursor)) {
    for (const row of Items.filter((row) => concerns(migration, row))) {
      await lease.keep();
      total = sum(total, await rewrite(migration, row, spend));
    }
    if (LastEvaluatedKey) await lease.record(LastEvaluatedKey, total);
  }
  await lease.finish(total);
  return total;
}

/** What a migration has before it. */
export interface Outlook {
  migration: Migration;
  /** Rows of its entities that are still to be looked at, and those of them that need it. */
  rows: number;
  old: number;
}

/** Counts what is to be done, and changes nothing: one reading from where the walk stopped. */
export async function foresee(migration: Migration): Promise<Outlook> {
  const progress = await progressOf(migration.id);
  const outlook = { migration, rows: 0, old: 0 };
  for await (const { Items = [] } of pagesFrom(progress?.state === "running" ? progress.cursor : undefined))
    for (const row of Items.filter((row) => concerns(migration, row))) {
      outlook.rows++;
      if (rewriteOf(migration, row)) outlook.old++;
    }
  return outlook;
}
