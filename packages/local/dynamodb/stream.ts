import { createHash } from "node:crypto";
import type { StreamViewType } from "./definition";
import type { Item } from "./dynalite-shapes";
import { itemSize } from "./item";
import type { Operation, Shelf } from "./shelf";
import type { Storage } from "./storage";

/** One change of one item, as Lambda receives it. */
export interface StreamRecord {
  eventID: string;
  eventName: "INSERT" | "MODIFY" | "REMOVE";
  eventVersion: "1.1";
  eventSource: "aws:dynamodb";
  awsRegion: string;
  dynamodb: {
    /** Epoch seconds. */
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    /** Of fixed width, so that the order of strings is the order of changes. */
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: StreamViewType;
  };
  eventSourceARN: string;
  /** Present when the service itself, not a caller, made the change: an expired item's deletion. */
  userIdentity?: { type: "Service"; principalId: "dynamodb.amazonaws.com" };
}

/** The change log of one table. */
export interface TableStream {
  arn: string;
  /** Committed records behind the sequence number `after`, or from the oldest; in order, at most `limit`. */
  read(after: string | undefined, limit: number): Promise<StreamRecord[]>;
  /** Sequence number of the newest committed record. */
  latest(): string | undefined;
  /** Calls the listener after each commit that added records; returns how to stop that. */
  onAppend(listener: () => void): () => void;
  /** Forgets records made before that moment (ms since the epoch). */
  trim(beforeMs: number): Promise<void>;
}

/** What changed, for a record. At least one image is there. */
interface Change {
  keys: Item;
  before: Item | undefined;
  after: Item | undefined;
  /** Epoch seconds. */
  at: number;
  /** Whether the service itself deletes an expired item. */
  expiry: boolean;
}

const DIGITS = 20;
const TRIM_CHUNK = 1000;
/** Newest records that are also kept in memory: consumers are mostly there, several of them at each record. */
const REMEMBERED = 500;

/** Sequence numbers look like DynamoDB's: 21 digits. */
export function sequenceNumber(count: number): string {
  return `1${String(count).padStart(DIGITS, "0")}`;
}

export class StreamLog implements TableStream {
  private readonly listeners = new Set<() => void>();
  private newest: string | undefined;
  /** Without a gap, in order; the last ones may not be committed yet. */
  private remembered: StreamRecord[] = [];

  private readonly records: Shelf<StreamRecord>;

  private constructor(
    private readonly storage: Storage,
    readonly arn: string,
    private readonly region: string,
    private viewType: StreamViewType,
  ) {
    this.records = storage.shelf(`stream~${arn}~`);
  }

  static async open(storage: Storage, arn: string, region: string, viewType: StreamViewType): Promise<StreamLog> {
    const log = new StreamLog(storage, arn, region, viewType);
    for await (const [sequence] of log.records.entries({ reverse: true, limit: 1 })) log.newest = sequence;
    return log;
  }

  /** Records from now on hold these images. */
  show(viewType: StreamViewType): this {
    this.viewType = viewType;
    return this;
  }

  async read(after: string | undefined, limit: number): Promise<StreamRecord[]> {
    const known = this.recall(after, limit);
    if (known) return known;
    const records: StreamRecord[] = [];
    const range = after === undefined ? { limit } : { gt: after, limit };
    for await (const [, record] of this.records.entries(range)) records.push(record);
    return records;
  }

  /** Undefined where memory doesn't reach back as far. */
  private recall(after: string | undefined, limit: number): StreamRecord[] | undefined {
    const [oldest] = this.remembered;
    const newest = this.newest;
    if (!oldest || !newest || after === undefined || after < oldest.dynamodb.SequenceNumber) return undefined;
    const wanted = ({ dynamodb: { SequenceNumber: at } }: StreamRecord) => at > after && at <= newest;
    return this.remembered.filter(wanted).slice(0, limit);
  }

  /** What changed after that moment (ms since the epoch), newest first; ends where records are no longer kept. */
  async *since(ms: number): AsyncGenerator<StreamRecord> {
    for await (const [, record] of this.records.entries({ reverse: true })) {
      if (record.dynamodb.ApproximateCreationDateTime * 1000 <= ms) return;
      yield record;
    }
  }

  latest(): string | undefined {
    return this.newest;
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async trim(beforeMs: number): Promise<void> {
    for (;;) {
      const oldest = await this.read(undefined, TRIM_CHUNK);
      const stale = oldest.filter((record) => record.dynamodb.ApproximateCreationDateTime * 1000 < beforeMs);
      await this.storage.commit(stale.map((record) => this.records.del(record.dynamodb.SequenceNumber)));
      if (stale.length < TRIM_CHUNK) return;
    }
  }

  /** The operation that appends the change under that sequence number; call `committed` once it is on disk. */
  append(change: Change, sequence: string): Operation {
    const record = this.record(change, sequence);
    this.remembered.push(record);
    if (this.remembered.length > 2 * REMEMBERED) this.remembered = this.remembered.slice(-REMEMBERED);
    return this.records.put(sequence, record);
  }

  committed(sequence: string): void {
    this.newest = sequence;
    for (const listener of this.listeners) listener();
  }

  private record(change: Change, sequence: string): StreamRecord {
    const images = this.images(change);
    return {
      eventID: createHash("md5").update(this.arn).update(sequence).digest("hex"),
      eventName: eventName(change),
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: this.region,
      dynamodb: {
        ApproximateCreationDateTime: change.at,
        Keys: change.keys,
        ...images,
        SequenceNumber: sequence,
        SizeBytes: [change.keys, ...Object.values(images)].reduce((bytes, image) => bytes + itemSize(image), 0),
        StreamViewType: this.viewType,
      },
      eventSourceARN: this.arn,
      ...(change.expiry && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
    };
  }

  private images({ before, after }: Change): { NewImage?: Item; OldImage?: Item } {
    const hasNew = this.viewType === "NEW_AND_OLD_IMAGES" || this.viewType === "NEW_IMAGE";
    const hasOld = this.viewType === "NEW_AND_OLD_IMAGES" || this.viewType === "OLD_IMAGE";
    return { ...(hasNew && after && { NewImage: after }), ...(hasOld && before && { OldImage: before }) };
  }
}

function eventName({ before, after }: Change): StreamRecord["eventName"] {
  if (!before) return "INSERT";
  return after ? "MODIFY" : "REMOVE";
}
