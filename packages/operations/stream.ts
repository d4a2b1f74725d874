import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  type Shard,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { Worker } from "#contract/needs";
import { workers } from "#contract/workers";
import { streams, tables } from "./clients";
import { Ending } from "./command";
import { invoke } from "./invoke";
import type { Stage } from "./stage";

/** A worker that reads the table's stream. */
export interface Consumer {
  name: string;
  entities: readonly string[];
  batch: number;
}

export const consumers: Consumer[] = (workers as readonly Worker[]).flatMap(({ name, trigger }) =>
  "stream" in trigger ? [{ name, ...trigger.stream }] : [],
);

/** @throws Ending for a name that is no consumer's */
export function consumerCalled(name: string): Consumer {
  const found = consumers.find((one) => one.name === name);
  if (!found) throw new Ending(`${name} reads no stream: ${consumers.map((one) => one.name).join(", ")}`, 2);
  return found;
}

/** Empty pages after which an open shard counts as read to its end: there are some in between. */
const patience = 5;

export async function streamOf(stage: Stage): Promise<string> {
  const command = new DescribeTableCommand({ TableName: stage.output("TableName") });
  const { Table } = await tables().send(command);
  if (!Table?.LatestStreamArn) throw new Ending("the table has no stream", 1);
  return Table.LatestStreamArn;
}

/** All shards, parents before what they were split into. */
async function shardsOf(StreamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let ExclusiveStartShardId: string | undefined;
  do {
    const page = await streams().send(new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId }));
    shards.push(...(page.StreamDescription?.Shards ?? []));
    ExclusiveStartShardId = page.StreamDescription?.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  // Their ids begin with the time at which they began.
  return shards.sort((one, other) => (one.ShardId ?? "").localeCompare(other.ShardId ?? ""));
}

/** The records of a shard from a position on, to its end or to now. */
export async function* readShard(position: GetShardIteratorCommandInput): AsyncGenerator<StreamRecord> {
  const client = streams();
  let { ShardIterator: iterator } = await client.send(new GetShardIteratorCommand(position));
  for (let empty = 0; iterator && empty < patience; ) {
    const page: { Records?: StreamRecord[]; NextShardIterator?: string } = await client.send(
      new GetRecordsCommand({ ShardIterator: iterator }),
    );
    yield* page.Records ?? [];
    empty = page.Records?.length ? 0 : empty + 1;
    iterator = page.NextShardIterator;
  }
}

/** Everything that the stream still has. */
export async function* readStream(StreamArn: string): AsyncGenerator<StreamRecord> {
  for (const { ShardId } of await shardsOf(StreamArn))
    yield* readShard({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" });
}

export const madeAt = ({ dynamodb }: StreamRecord): Date => dynamodb?.ApproximateCreationDateTime ?? new Date(0);

/** Whether a consumer is told of it: as the filters of its event source say. */
export function concerns({ entities }: Consumer, { dynamodb }: StreamRecord): boolean {
  const images = [dynamodb?.NewImage, dynamodb?.OldImage];
  return images.some((image) => entities.includes(image?.__edb_e__?.S ?? ""));
}

/** As Lambda hands it to a function. */
const handed = (eventSourceARN: string, { dynamodb, userIdentity, ...record }: StreamRecord) => ({
  ...record,
  dynamodb: {
    ...dynamodb,
    ApproximateCreationDateTime: (dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0) / 1000,
  },
  eventSourceARN,
  ...(userIdentity && { userIdentity: { type: userIdentity.Type, principalId: userIdentity.PrincipalId } }),
});

interface Handed {
  taken: number;
  /** Sequence numbers of those that it can't take, still. */
  failed: string[];
}

const sequenceOf = ({ dynamodb }: StreamRecord): string => dynamodb?.SequenceNumber ?? "";

/** The first record of a batch that wasn't taken; undefined: all were. */
function firstFailed({ answer, error }: Awaited<ReturnType<typeof invoke>>, batch: StreamRecord[]): number | undefined {
  if (error) return 0;
  const { batchItemFailures = [] } = (answer ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] };
  const indexes = batchItemFailures.map(({ itemIdentifier }) =>
    batch.findIndex((record) => sequenceOf(record) === itemIdentifier),
  );
  return indexes.length > 0 ? Math.max(0, Math.min(...indexes)) : undefined;
}

/** Hands records to a consumer, in its batches. What it can't take is left out, and told: nothing waits behind it. */
export async function hand(
  stage: Stage,
  { name, batch }: Consumer,
  arn: string,
  records: StreamRecord[],
): Promise<Handed> {
  const failed: string[] = [];
  let pending = records;
  while (pending.length > 0) {
    const next = pending.slice(0, batch);
    const event = { Records: next.map((record) => handed(arn, record)) };
    const index = firstFailed(await invoke(stage.functionOf(name), event), next);
    const bad = index === undefined ? undefined : next[index];
    if (bad) failed.push(sequenceOf(bad));
    pending = pending.slice(index === undefined ? next.length : index + 1);
  }
  return { taken: records.length - failed.length, failed };
}
