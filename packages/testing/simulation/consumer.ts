import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { StreamRecord, TableStream } from "#local/dynamodb/stream";

export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

interface Mapping {
  name: string;
  /** Entities whose changes it is told of. */
  entities: readonly string[];
  batch: number;
}

/** Tries of a batch that never succeeds, ten seconds apart: the quarter of an hour after which Lambda parks a record. */
const patience = 90;

/** One consumer of the stream: where it stands, and what it has failed at. */
export class Consumer {
  busy = false;
  readonly parked: string[] = [];
  private after: string | undefined;
  private failures = 0;

  constructor(
    readonly mapping: Mapping,
    readonly handler: StreamHandler,
    private readonly stream: TableStream,
  ) {}

  /** Whether the last try of a batch has failed. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  get isBehind(): boolean {
    const latest = this.stream.latest();
    return latest !== undefined && (this.after === undefined || this.after < latest);
  }

  /** The records that come next; records that it isn't told of count as taken. */
  async next(): Promise<StreamRecord[]> {
    for (;;) {
      const records = await this.stream.read(this.after, this.mapping.batch);
      const told = records.filter((record) => this.isTold(record));
      if (told.length > 0 || records.length === 0) return told;
      this.after = records.at(-1)?.dynamodb.SequenceNumber;
    }
  }

  /** Takes note of how a batch ended: nothing said is a death, after which all of it comes again. */
  finish(records: StreamRecord[], answer: DynamoDBBatchResponse | undefined): void {
    const [failed] = answer?.batchItemFailures ?? [];
    const place = records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failed?.itemIdentifier);
    const taken = answer === undefined ? 0 : failed === undefined ? records.length : Math.max(0, place);
    this.after = records[taken - 1]?.dynamodb.SequenceNumber ?? this.after;
    this.failures = taken === records.length ? 0 : this.failures + 1;
    if (this.failures > patience && answer !== undefined) this.park(records[taken]);
  }

  private park(record: StreamRecord | undefined): void {
    if (!record) return;
    this.parked.push(`${this.mapping.name}: ${JSON.stringify(record.dynamodb.Keys)}`);
    this.after = record.dynamodb.SequenceNumber;
    this.failures = 0;
  }

  private isTold({ dynamodb: { NewImage, OldImage } }: StreamRecord): boolean {
    const entity = (NewImage ?? OldImage)?.__edb_e__;
    return typeof entity === "object" && this.mapping.entities.includes(String(entity.S));
  }
}

/** As Lambda hands them over. */
export const streamEvent = (records: StreamRecord[]): DynamoDBStreamEvent => ({
  // The image's attribute values are the SDK's, but for the name of their type.
  Records: records as unknown as DynamoDBRecord[],
});
