import { z } from "zod";
import type { Permission, ServiceRequest, ServiceResponse } from "#local/service";
import type { Context } from "./context";
import { exception, resourceNotFound, unknownOperation } from "./fault";
import type { StreamRecord, TableStream } from "./stream";
import { read } from "./table-operation";
import { parseBody, respond, respondError } from "./wire";

const TARGET = "DynamoDBStreams_20120810.";

/** The one shard of every stream here. It stays open. */
export const shardId = "shardId-00000000000000000000-00000000";

/** Before every sequence number. */
const START = "0";

const Iterator = z.object({
  StreamArn: z.string(),
  ShardId: z.literal(shardId, "Requested resource not found"),
  ShardIteratorType: z.enum(["TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"]),
  SequenceNumber: z.string().optional(),
});

const Position = z.object({ arn: z.string(), after: z.string() });
type Position = z.infer<typeof Position>;

/** Whether a request is for the API of streams, which is beside the one of tables. */
export const isForStreams = ({ headers }: ServiceRequest): boolean =>
  headers["x-amz-target"]?.startsWith(TARGET) ?? false;

const operationOf = ({ headers }: ServiceRequest): string => (headers["x-amz-target"] ?? "").slice(TARGET.length);

export function streamPermissions(request: ServiceRequest): Permission[] {
  const action = operationOf(request);
  try {
    const { StreamArn, ShardIterator } = parseBody(request);
    const resource = ShardIterator === undefined ? String(StreamArn ?? "*") : decode(String(ShardIterator)).arn;
    return [{ action: `dynamodb:${action}`, resource }];
  } catch {
    return [{ action: `dynamodb:${action}`, resource: "*" }];
  }
}

/** Amazon DynamoDB Streams. */
export async function answerStreams(context: Context, request: ServiceRequest): Promise<ServiceResponse> {
  try {
    const operation = operations[operationOf(request)];
    if (!operation) throw unknownOperation();
    return respond(await operation(context, parseBody(request)));
  } catch (error) {
    return respondError(error);
  }
}

type Operation = (context: Context, body: Record<string, unknown>) => Promise<object>;

const operations: Record<string, Operation> = {
  DescribeStream: async (context, body) => {
    const { arn } = streamOf(context, String(body.StreamArn));
    const oldest = await streamOf(context, arn).read(undefined, 1);
    const range = { StartingSequenceNumber: oldest[0]?.dynamodb.SequenceNumber ?? "1" };
    const shards = { Shards: [{ ShardId: shardId, SequenceNumberRange: range }] };
    return { StreamDescription: { StreamArn: arn, StreamStatus: "ENABLED", ...shards } };
  },
  GetShardIterator: async (context, body) => {
    const { StreamArn: arn, ShardIteratorType: type, SequenceNumber: sequence } = read(Iterator, body);
    return { ShardIterator: encode({ arn, after: await positionOf(streamOf(context, arn), type, sequence) }) };
  },
  GetRecords: async (context, body) => {
    const { arn, after } = decode(String(body.ShardIterator));
    const limit = Math.min(Number(body.Limit ?? 1000), 1000);
    const records = await streamOf(context, arn).read(after === START ? undefined : after, limit);
    const last = records.at(-1)?.dynamodb.SequenceNumber ?? after;
    return { Records: records.map(shown), NextShardIterator: encode({ arn, after: last }) };
  },
};

function streamOf({ tables }: Context, arn: string): TableStream {
  const stream = tables.all().find((store) => store.stream?.arn === arn)?.stream;
  if (!stream) throw resourceNotFound();
  return stream;
}

/** The sequence number that reading goes on behind. */
async function positionOf(stream: TableStream, type: string, sequence = ""): Promise<string> {
  if (type === "TRIM_HORIZON") return START;
  if (type === "LATEST") return stream.latest() ?? START;
  const [oldest] = await stream.read(undefined, 1);
  if (!oldest || sequence < oldest.dynamodb.SequenceNumber) {
    const message = `The operation attempted to read past the oldest stream record in a shard: ${sequence}`;
    throw exception("TrimmedDataAccessException", message);
  }
  return type === "AFTER_SEQUENCE_NUMBER" ? sequence : before(sequence);
}

/** Sequence numbers are counted: the one before is one less. */
const before = (sequence: string): string => String(BigInt(sequence) - 1n);

/** As this API tells of a record: Lambda adds which stream it is of. */
function shown({ eventSourceARN: _, userIdentity, ...record }: StreamRecord): object {
  if (!userIdentity) return record;
  return { ...record, userIdentity: { Type: userIdentity.type, PrincipalId: userIdentity.principalId } };
}

const encode = (position: Position): string => Buffer.from(JSON.stringify(position)).toString("base64url");

function decode(iterator: string): Position {
  try {
    return Position.parse(JSON.parse(Buffer.from(iterator, "base64url").toString()));
  } catch {
    throw exception("ExpiredIteratorException", "Invalid ShardIterator");
  }
}
