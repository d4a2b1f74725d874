import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Journal } from "#local/journal";
import type { ChangeRecord } from "./batch";
import { recordFilter } from "./filters";
import type { Outcome } from "./invocation";
import type { MappingDefinition } from "./mapping-definition";
import { Queues } from "./queues";
import { type RecordStream, StreamMapping } from "./stream-mapping";

const STREAM = "arn:aws:dynamodb:us-east-1:000000000000:table/app/stream/label";
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:failures";
const NOW = Date.parse("2026-11-23T12:00:00Z");

const sequence = (number: number) => `1${String(number).padStart(20, "0")}`;
const numberOf = ({ dynamodb }: ChangeRecord) => Number(dynamodb.SequenceNumber.slice(1));

class FakeStream implements RecordStream {
  readonly arn = STREAM;
  private readonly records: ChangeRecord[] = [];
  private readonly listeners = new Set<() => void>();

  append(count: number, madeAt = NOW): void {
    for (let left = count; left > 0; left--) {
      const dynamodb = {
        SequenceNumber: sequence(this.records.length + 1),
        ApproximateCreationDateTime: madeAt / 1000,
      };
      this.records.push({ dynamodb });
    }
    for (const listener of this.listeners) listener();
  }

  async read(after: string | undefined, limit: number): Promise<ChangeRecord[]> {
    return this.records.filter(({ dynamodb }) => dynamodb.SequenceNumber > (after ?? "")).slice(0, limit);
  }

  latest(): string | undefined {
    return this.records.at(-1)?.dynamodb.SequenceNumber;
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

type Behaviour = (numbers: number[]) => unknown;

const closing: (() => Promise<void>)[] = [];

afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

/** A mapping over a fake stream; the behaviour is the function: it answers, or throws to fail. */
function open(
  behaviour: Behaviour,
  overrides: Partial<MappingDefinition> = {},
  stream = new FakeStream(),
  at = newPlace(),
) {
  const batches: number[][] = [];
  const invoke = async (event: { Records: ChangeRecord[] }): Promise<Outcome> => {
    const numbers = event.Records.map(numberOf);
    batches.push(numbers);
    try {
      return { payload: JSON.stringify(behaviour(numbers) ?? null) };
    } catch (error) {
      return { error: { errorType: "Error", errorMessage: String(error) } };
    }
  };
  const definition: MappingDefinition = {
    id: "mapping-1",
    logicalId: "Mapping",
    enabled: true,
    streamArn: STREAM,
    functionName: "consumer",
    batchSize: 4,
    windowMs: 0,
    fromOldest: true,
    retries: 2,
    recordAgeMs: Number.POSITIVE_INFINITY,
    bisects: false,
    reportsFailures: false,
    failureQueue: QUEUE,
    filter: recordFilter([]),
    ...overrides,
  };
  const queues = new Queues(join(at, "queues.jsonl"), () => NOW);
  const mapping = new StreamMapping({
    definition,
    stream,
    host: { invoke, definition: { arn: "function-arn" } },
    checkpoints: new Journal(join(at, "checkpoints.jsonl")),
    queues,
    clock: () => NOW,
    retryDelayMs: () => 0,
  });
  mapping.start();
  closing.push(() => mapping.close());
  const failures = () => queues.messages(QUEUE).map(({ body }) => JSON.parse(body));
  return { mapping, stream, batches, failures, at, caughtUp: () => until(() => mapping.caughtUp()) };
}

function newPlace(): string {
  return mkdtempSync(join(tmpdir(), "mapping-"));
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("not in time");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

describe("a stream mapping", () => {
  it("delivers all records in order, in batches", async () => {
    const { stream, batches, caughtUp } = open(() => null);
    stream.append(9);
    await caughtUp();
    stream.append(1);
    await caughtUp();
    expect(batches).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9], [10]]);
  });

  it("starts behind the records there are, if the template says LATEST", async () => {
    const stream = new FakeStream();
    stream.append(3);
    const { batches, caughtUp } = open(() => null, { fromOldest: false }, stream);
    stream.append(1);
    await caughtUp();
    expect(batches).toEqual([[4]]);
  });

  it("goes on where it was after a restart", async () => {
    const first = open(() => null);
    first.stream.append(3);
    await first.caughtUp();
    await first.mapping.close();
    first.stream.append(2);

    const second = open(() => null, { fromOldest: false }, first.stream, first.at);
    await second.caughtUp();
    expect(second.batches).toEqual([[4, 5]]);
  });

  it("waits for its batching window, unless hurried", async () => {
    const { mapping, stream, batches, caughtUp } = open(() => null, { windowMs: 60_000 });
    stream.append(1);
    stream.append(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(batches).toEqual([]);
    mapping.hurry(true);
    await caughtUp();
    expect(batches).toEqual([[1, 2]]);
  });

  it("ends its batching window when the batch is full", async () => {
    const { stream, batches } = open(() => null, { windowMs: 60_000 });
    stream.append(4);
    await until(() => batches.length === 1);
    expect(batches).toEqual([[1, 2, 3, 4]]);
  });

  it("passes over records that don't match its filter", async () => {
    const pattern = JSON.stringify({ dynamodb: { SequenceNumber: [sequence(2), sequence(3)] } });
    const { stream, batches, caughtUp } = open(() => null, { filter: recordFilter([pattern]) });
    stream.append(8);
    await caughtUp();
    expect(batches).toEqual([[2, 3]]);
  });

  it("retries a failed batch, as it was", async () => {
    let tries = 0;
    const flaky = () => {
      if (++tries < 3) throw new Error("not yet");
    };
    const { stream, batches, failures, caughtUp } = open(flaky);
    stream.append(2);
    await caughtUp();
    expect(batches).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(failures()).toEqual([]);
  });

  it("sends a batch that keeps failing to the queue, and goes on", async () => {
    const poisoned: Behaviour = (numbers) => {
      if (numbers.includes(2)) throw new Error("poison");
    };
    const { stream, batches, failures, caughtUp } = open(poisoned);
    stream.append(5);
    await caughtUp();
    expect(batches).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [5]]);
    expect(failures()).toEqual([
      {
        requestContext: {
          requestId: expect.any(String),
          functionArn: "function-arn",
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: 3,
        },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        version: "1.0",
        timestamp: "2026-11-23T12:00:00.000Z",
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: sequence(1),
          endSequenceNumber: sequence(4),
          approximateArrivalOfFirstRecord: "2026-11-23T12:00:00Z",
          approximateArrivalOfLastRecord: "2026-11-23T12:00:00Z",
          batchSize: 4,
          streamArn: STREAM,
        },
      },
    ]);
  });

  it("bisects a failing batch until the poison is alone", async () => {
    const poisoned: Behaviour = (numbers) => {
      if (numbers.includes(3)) throw new Error("poison");
    };
    const { stream, batches, failures, caughtUp } = open(poisoned, { bisects: true, retries: 1 });
    stream.append(4);
    await caughtUp();
    expect(batches).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4]]);
    expect(failures().map(({ DDBStreamBatchInfo }) => DDBStreamBatchInfo.startSequenceNumber)).toEqual([sequence(3)]);
  });

  it("retries from the lowest reported failure on", async () => {
    const seen = new Set<number>();
    const failOnce: Behaviour = (numbers) => {
      const failed = numbers.filter((number) => number >= 3 && !seen.has(number));
      for (const number of numbers) seen.add(number);
      return { batchItemFailures: failed.reverse().map((number) => ({ itemIdentifier: sequence(number) })) };
    };
    const { stream, batches, caughtUp } = open(failOnce, { reportsFailures: true });
    stream.append(4);
    await caughtUp();
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
  });

  it.each<[string, unknown, number[][]]>([
    ["no failures", { batchItemFailures: [] }, [[1, 2]]],
    ["nothing", null, [[1, 2]]],
    ["an unrelated answer", { ok: true }, [[1, 2]]],
    [
      "an unknown identifier",
      { batchItemFailures: [{ itemIdentifier: "unknown" }] },
      [
        [1, 2],
        [1, 2],
      ],
    ],
    [
      "an empty identifier",
      { batchItemFailures: [{ itemIdentifier: "" }] },
      [
        [1, 2],
        [1, 2],
      ],
    ],
    [
      "a malformed list",
      { batchItemFailures: [{ id: 1 }] },
      [
        [1, 2],
        [1, 2],
      ],
    ],
  ])("with failures reported, takes %s as Lambda does", async (_name, answer, expected) => {
    const { stream, batches, caughtUp } = open(() => answer, { reportsFailures: true, retries: 1 });
    stream.append(2);
    await caughtUp();
    expect(batches).toEqual(expected);
  });

  it("doesn't deliver records that are too old, but reports them", async () => {
    const { stream, batches, failures, caughtUp } = open(() => null, { recordAgeMs: 60_000 });
    stream.append(2, NOW - 61_000);
    stream.append(1);
    await caughtUp();
    expect(batches.flat()).toEqual([3]);
    expect(failures().map(({ requestContext }) => requestContext.condition)).toContain("RecordAgeExceeded");
  });

  it("delivers again what it is asked to", async () => {
    const { mapping, stream, batches, caughtUp } = open(() => null);
    stream.append(3);
    await caughtUp();
    mapping.redeliver(sequence(1));
    await caughtUp();
    mapping.redeliver();
    await caughtUp();
    expect(batches).toEqual([
      [1, 2, 3],
      [2, 3],
      [1, 2, 3],
    ]);
  });

  it("does nothing while disabled", async () => {
    const { mapping, stream, batches } = open(() => null, { enabled: false });
    stream.append(3);
    expect(mapping.caughtUp()).toBe(true);
    expect(batches).toEqual([]);
  });

  it("delivers an unfinished batch again after it was closed", async () => {
    const { mapping, stream, failures, at } = open(() => {
      void mapping.close();
      throw new Error("shut down");
    });
    stream.append(2);
    await until(() => !stream.latest() || mapping.caughtUp() === false);
    await mapping.close();
    const second = open(() => null, {}, stream, at);
    await second.caughtUp();
    expect(second.batches).toEqual([[1, 2]]);
    expect(failures()).toEqual([]);
  });
});
