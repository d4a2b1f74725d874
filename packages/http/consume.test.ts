import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { type Change, consume } from "./consume";

const stream = (...ids: string[]): DynamoDBStreamEvent => ({
  Records: ids.map((id) => ({
    ...{ eventID: id, eventName: "INSERT" as const },
    dynamodb: { SequenceNumber: id, NewImage: { __edb_e__: { S: "entry" }, id: { S: id } } },
  })),
});

const idsOf = (changes: Change[]): string[] => changes.map(({ after }) => String(after?.id));

describe("a consumer that takes batches together", () => {
  let batches: string[][];
  let singles: string[];
  const refusing = (bad: string) =>
    consume(
      "test",
      async (change) => void singles.push(...idsOf([change])),
      async (changes) => {
        batches.push(idsOf(changes));
        if (idsOf(changes).includes(bad)) throw new Error("poison");
      },
    );
  beforeEach(() => {
    [batches, singles] = [[], []];
  });

  const run = async (handler: ReturnType<typeof consume>, event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    handler(event);

  it("takes a batch at once, and then each of its changes", async () => {
    expect(await run(refusing("none"), stream("1", "2", "3"))).toEqual({ batchItemFailures: [] });
    expect([batches, singles]).toEqual([[["1", "2", "3"]], ["1", "2", "3"]]);
  });

  it("takes what comes before a bad change one by one, and reports that change only", async () => {
    const answer = await run(refusing("2"), stream("1", "2", "3"));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect([batches, singles]).toEqual([[["1", "2", "3"], ["1"], ["2"]], ["1"]]);
  });
});

describe("a row that was only brought into today's shape", () => {
  const row = { __edb_e__: { S: "course" }, id: { S: "crs_1" } };
  const today = { ...row, lesson_count: { N: "0" }, duration_seconds: { N: "0" } };
  type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];
  const changed = (OldImage: Image, NewImage: Image): DynamoDBStreamEvent => ({
    Records: [{ eventName: "MODIFY", dynamodb: { SequenceNumber: "1", OldImage, NewImage } }],
  });
  let told: Change[];
  const handler = consume(
    "test",
    async (change) => void told.push(change),
    async (changes) => void told.push(...changes),
  );
  beforeEach(() => {
    told = [];
  });

  it("is no news", async () => {
    expect(await handler(changed(row, today))).toEqual({ batchItemFailures: [] });
    expect(told).toEqual([]);
  });

  it("is told of with what else has changed, as rows of today", async () => {
    await handler(changed(row, { ...row, title: { S: "Algebra" } }));
    expect(told[1]).toMatchObject({ before: { lesson_count: 0 }, after: { lesson_count: 0, title: "Algebra" } });
  });
});
