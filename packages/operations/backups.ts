import { setTimeout as wait } from "node:timers/promises";
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  paginateScan,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { tables } from "./clients";
import { Ending } from "./command";

async function describe(TableName: string): Promise<TableDescription> {
  const { Table } = await tables().send(new DescribeTableCommand({ TableName }));
  if (!Table) throw new Error(`there is no table ${TableName}`);
  return Table;
}

/** Waits until a table can be used: a restore takes from minutes to hours. */
export async function whenActive(name: string, told: () => void): Promise<TableDescription> {
  for (;;) {
    const table = await describe(name);
    const busy = table.GlobalSecondaryIndexes?.some(({ IndexStatus }) => IndexStatus !== "ACTIVE") ?? false;
    if (table.TableStatus === "ACTIVE" && !busy) return table;
    told();
    await wait(15_000);
  }
}

/** @throws Ending when a table has no past, or not that one */
export async function requireReach(TableName: string, at: Date): Promise<void> {
  const { ContinuousBackupsDescription: found } = await tables().send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
    found?.PointInTimeRecoveryDescription ?? {};
  if (!earliest || !latest) throw new Ending(`${TableName} has no point-in-time recovery`, 1);
  if (at >= earliest && at <= latest) return;
  throw new Ending(`${TableName} can be restored to ${earliest.toISOString()} until ${latest.toISOString()}`, 2);
}

/** Makes a table of that name that says what the source said. */
export const restoreInto = (SourceTableName: string, TargetTableName: string, RestoreDateTime: Date) =>
  tables().send(new RestoreTableToPointInTimeCommand({ SourceTableName, TargetTableName, RestoreDateTime }));

/** Rows by entity. Reads the whole table. */
export async function countRows(TableName: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const scan = { TableName, ProjectionExpression: "#e", ExpressionAttributeNames: { "#e": "__edb_e__" } };
  for await (const { Items = [] } of paginateScan({ client: tables() }, scan))
    for (const { __edb_e__: entity } of Items) counts.set(entity?.S ?? "?", (counts.get(entity?.S ?? "?") ?? 0) + 1);
  return counts;
}

/** Gives a restored table what a restore leaves out: expiry, backups, tags, the stream and its guard. */
export async function complete(source: string, TableName: string): Promise<string> {
  const client = tables();
  const [from, to] = [await describe(source), await describe(TableName)];
  const { TimeToLiveDescription: expiry } = await client.send(new DescribeTimeToLiveCommand({ TableName: source }));
  const AttributeName = expiry?.AttributeName;
  if (AttributeName)
    await client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled: true } }),
    );
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
  const { Tags = [] } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: from.TableArn }));
  // AWS's own tags are AWS's to give.
  const own = Tags.filter(({ Key }) => !Key?.startsWith("aws:"));
  if (own.length > 0) await client.send(new TagResourceCommand({ ResourceArn: to.TableArn, Tags: own }));
  const StreamSpecification = { StreamEnabled: true, StreamViewType: from.StreamSpecification?.StreamViewType };
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  await whenActive(TableName, () => undefined);
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  const { LatestStreamArn = "" } = await whenActive(TableName, () => undefined);
  return LatestStreamArn;
}

export const drop = (TableName: string) => tables().send(new DeleteTableCommand({ TableName }));
