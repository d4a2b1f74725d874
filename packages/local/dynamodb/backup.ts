import { z } from "zod";
import type { Context } from "./context";
import { describeTable } from "./description";
import type { Item } from "./dynalite-shapes";
import { exception, validationException } from "./fault";
import { changed, read } from "./table-operation";
import type { TableStore } from "./table-store";
import type { Place } from "./tables";

/** How far back the change log reaches, which is what there is to restore from; AWS keeps 35 days. */
const KEPT_MS = 24 * 60 * 60 * 1000;
const CHUNK = 500;

const Switch = z.object({
  TableName: z.string(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }).optional(),
});

const Restore = z.object({
  SourceTableName: z.string(),
  TargetTableName: z.string().regex(/^[\w.-]{3,255}$/),
  RestoreDateTime: z.number().optional(),
  UseLatestRestorableTime: z.boolean().default(false),
});

/** Between which moments a table can be restored, in seconds since the epoch; AWS ends five minutes before now. */
function period({ clock }: Context, { table }: TableStore) {
  const [now, born] = [Math.floor(clock() / 1000), Math.ceil(table.CreatedAt / 1000)];
  return { earliest: Math.max(born, now - KEPT_MS / 1000), latest: now };
}

/** Whether continuous backups are on, after switching them if that is asked for. */
export async function continuousBackups(context: Context, body: Record<string, unknown>) {
  const { TableName, PointInTimeRecoverySpecification } = read(Switch, body);
  const { table } = context.tables.get(TableName);
  if (PointInTimeRecoverySpecification)
    await context.tables.ensure(changed(table, { PointInTimeRecoverySpecification }));
  const store = context.tables.get(TableName);
  const on = store.table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false;
  const { earliest, latest } = period(context, store);
  const reach = { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest };
  const PointInTimeRecoveryDescription = on
    ? { PointInTimeRecoveryStatus: "ENABLED", ...reach }
    : { PointInTimeRecoveryStatus: "DISABLED" };
  return { ContinuousBackupsDescription: { ContinuousBackupsStatus: "ENABLED", PointInTimeRecoveryDescription } };
}

/**
 * A new table with what the source said at a moment: its items of now, and every change since taken back, newest first.
 * As on AWS, the new one has the indexes, and neither stream, expiry, backups, tags nor protection.
 */
export async function restoreTable(context: Context, body: Record<string, unknown>, place: Place) {
  const request = read(Restore, body);
  const source = context.tables.get(request.SourceTableName);
  if (context.tables.all().some(({ table }) => table.TableName === request.TargetTableName))
    throw exception("TableAlreadyExistsException", `Table already exists: ${request.TargetTableName}`);
  if (!source.table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled)
    throw exception("PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled for the table");
  const { earliest, latest } = period(context, source);
  const at = request.UseLatestRestorableTime ? latest : (request.RestoreDateTime ?? Number.NaN);
  if (!(at >= earliest && at <= latest))
    throw exception("InvalidRestoreTimeException", "The specified restore time is outside of the restorable period");
  const { TableName: _, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = source.table;
  const definition = { TableName: request.TargetTableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes };
  const undone = await takenBack(source, at);
  await context.tables.ensure(definition);
  await fill(context, source, undone, request.TargetTableName);
  return { TableDescription: { ...describeTable(place, context.tables.get(request.TargetTableName).table).Table } };
}

/** What items that have changed since said before, by their key; undefined: they weren't there. */
async function takenBack(source: TableStore, at: number): Promise<Map<string, Item | undefined>> {
  if (!source.stream) throw validationException("A table without a stream has no past here");
  const before = new Map<string, Item | undefined>();
  for await (const { dynamodb } of source.stream.since(at * 1000))
    before.set(source.key(dynamodb.Keys), dynamodb.OldImage);
  return before;
}

async function fill(
  { tables, storage }: Context,
  source: TableStore,
  undone: Map<string, Item | undefined>,
  name: string,
) {
  const target = tables.get(name);
  let pending: [string, Item][] = [];
  const write = async () => {
    await storage.commit(pending.flatMap(([key, item]) => target.operations(key, undefined, item)));
    pending = [];
  };
  const put = async (key: string, item: Item) => {
    pending.push([key, item]);
    if (pending.length >= CHUNK) await write();
  };
  for await (const [key, item] of source.items.entries()) if (!undone.has(key)) await put(key, item);
  for (const [key, item] of undone) if (item) await put(key, item);
  await write();
}
