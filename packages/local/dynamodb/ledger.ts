import type { Clock } from "#local/service";
import type { Item } from "./dynalite-shapes";
import { areEqual } from "./item";
import type { Operation, Shelf } from "./shelf";
import type { Storage } from "./storage";
import { type StreamLog, sequenceNumber } from "./stream";
import type { TableStore } from "./table-store";

/** One item turning from one image into another; no image means no item. */
export interface ItemChange {
  store: TableStore;
  key: string;
  before: Item | undefined;
  after: Item | undefined;
}

interface ApplyOptions {
  /** Written in the same batch. */
  also?: Operation[];
  /** Whether the service itself deletes expired items. */
  expiry?: boolean;
}

const COUNT = "count";

/** Writes changes of items, their index entries and their stream records as one batch. */
export class Ledger {
  private readonly sequence: Shelf<number>;
  private count: number;

  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    this.sequence = storage.shelf("sequence~");
    this.count = this.sequence.committed(COUNT) ?? 0;
  }

  /**
   * Stages all changes at once, so that the caller's reads of the staged state and this call are one atomic step when
   * nothing is awaited between them; resolves when they are on disk. A change that changes nothing leaves no record.
   */
  async apply(changes: ItemChange[], { also = [], expiry = false }: ApplyOptions = {}): Promise<void> {
    const operations = [...also];
    const appended = new Map<StreamLog, string>();
    for (const change of changes.filter(isReal)) {
      operations.push(...change.store.operations(change.key, change.before, change.after));
      if (change.store.stream) operations.push(this.record(change, change.store.stream, expiry, appended));
    }
    if (appended.size > 0) operations.push(this.sequence.put(COUNT, this.count));
    await (operations.length > 0 ? this.storage.commit(operations) : this.storage.settled());
    for (const [stream, sequence] of appended) stream.committed(sequence);
  }

  private record(change: ItemChange, stream: StreamLog, expiry: boolean, appended: Map<StreamLog, string>): Operation {
    this.count += 1;
    const sequence = sequenceNumber(this.count);
    appended.set(stream, sequence);
    const { store, before, after } = change;
    const keys = store.keyAttributes(after ?? before ?? {});
    return stream.append({ keys, before, after, at: Math.floor(this.clock() / 1000), expiry }, sequence);
  }
}

function isReal({ before, after }: ItemChange): boolean {
  if (!before || !after) return before !== after;
  return !areEqual(before, after);
}
