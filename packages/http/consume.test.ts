import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
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
