import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { shardId } from "./stream-service";
import { openEndpoint, type TestEndpoint } from "./test-endpoint";

let endpoint: TestEndpoint;
let client: DynamoDBStreamsClient;
let arn: string;
beforeEach(async () => {
  endpoint = await openEndpoint();
  const { endpoint: address, region, credentials } = endpoint.client.config;
  client = new DynamoDBStreamsClient({ endpoint: await address?.(), region, credentials, maxAttempts: 1 });
  arn = endpoint.db.stream("app").arn;
  for (const pk of ["one", "two", "three"]) await put(pk);
});
afterEach(() => endpoint.close());

const put = (pk: string) => endpoint.documents.send(new PutCommand({ TableName: "app", Item: { pk, sk: "a" } }));

async function iterator(ShardIteratorType: ShardIteratorType, SequenceNumber?: string) {
  const position = { StreamArn: arn, ShardId: shardId, ShardIteratorType, SequenceNumber };
  return (await client.send(new GetShardIteratorCommand(position))).ShardIterator;
}

const read = async (from: string | undefined, Limit?: number) =>
  client.send(new GetRecordsCommand({ ShardIterator: from, Limit }));
const keys = ({ Records = [] }: Awaited<ReturnType<typeof read>>) =>
  Records.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S);

test("a shard is read from its oldest record on, in pages, to its end and what comes after", async () => {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
  expect(StreamDescription?.Shards).toMatchObject([{ ShardId: shardId }]);
  const first = await read(await iterator("TRIM_HORIZON"), 2);
  expect(keys(first)).toEqual(["one", "two"]);
  expect(first.Records?.[0]?.dynamodb?.ApproximateCreationDateTime).toEqual(new Date(endpoint.now));
  const second = await read(first.NextShardIterator);
  expect(keys(second)).toEqual(["three"]);
  expect(keys(await read(second.NextShardIterator))).toEqual([]);
  await put("four");
  expect(keys(await read(second.NextShardIterator))).toEqual(["four"]);
});

test("a shard is read from a record on, behind it, or from now on", async () => {
  const { Records = [] } = await read(await iterator("TRIM_HORIZON"));
  const sequence = Records[1]?.dynamodb?.SequenceNumber;
  expect(keys(await read(await iterator("AT_SEQUENCE_NUMBER", sequence)))).toEqual(["two", "three"]);
  expect(keys(await read(await iterator("AFTER_SEQUENCE_NUMBER", sequence)))).toEqual(["three"]);
  expect(keys(await read(await iterator("LATEST")))).toEqual([]);
});

test("what was trimmed is told as such", async () => {
  const { Records = [] } = await read(await iterator("TRIM_HORIZON"));
  endpoint.now += 25 * 60 * 60 * 1000;
  await put("late");
  await endpoint.db.sweepExpired();
  const gone = iterator("AT_SEQUENCE_NUMBER", Records[0]?.dynamodb?.SequenceNumber);
  await expect(gone).rejects.toThrow(TrimmedDataAccessException);
  expect(keys(await read(await iterator("TRIM_HORIZON")))).toEqual(["late"]);
});

test("a stream that isn't there is told as such", async () => {
  const missing = new DescribeStreamCommand({ StreamArn: `${arn}-not` });
  await expect(client.send(missing)).rejects.toThrow("not found");
});
