import type { Range } from "./dynalite-shapes";
import type { Database, Snapshot } from "./storage";

export type Operation = { type: "put"; key: string; value: unknown } | { type: "del"; key: string };

/** Sorts after every key of a shelf: keys are made of hex digits, digits and slashes. */
const AFTER_ALL = "~";
const CHUNK = 100;

/** The keys of a storage that start with one prefix, and their JSON values of one type. */
export class Shelf<Value> {
  constructor(
    private readonly db: Database,
    private readonly pending: ReadonlyMap<string, Operation>,
    private readonly prefix: string,
  ) {}

  /** What the next writer builds on: the newest value, on disk or on its way there. */
  staged(key: string): Value | undefined {
    const operation = this.pending.get(this.prefix + key);
    if (!operation) return this.committed(key);
    return operation.type === "put" ? (operation.value as Value) : undefined;
  }

  /** What readers see: the value on disk, now or at the snapshot. */
  committed(key: string, snapshot?: Snapshot): Value | undefined {
    return this.db.getSync(this.prefix + key, { snapshot }) as Value | undefined;
  }

  /** The committed entries of a range, from one moment. */
  async *entries(range: Range = {}): AsyncGenerator<[key: string, value: Value]> {
    const iterator = this.db.iterator(this.prefixed(range));
    try {
      for (;;) {
        const chunk = await iterator.nextv(CHUNK);
        if (chunk.length === 0) return;
        for (const [key, value] of chunk) yield [key.slice(this.prefix.length), value as Value];
      }
    } finally {
      await iterator.close();
    }
  }

  put(key: string, value: Value): Operation {
    return { type: "put", key: this.prefix + key, value };
  }

  del(key: string): Operation {
    return { type: "del", key: this.prefix + key };
  }

  async clear(): Promise<void> {
    await this.db.clear(this.prefixed({}));
  }

  private prefixed({ gt, gte, lt, lte, ...rest }: Range): Range {
    const lower = gt === undefined ? { gte: this.prefix + (gte ?? "") } : { gt: this.prefix + gt };
    const upper = lte === undefined ? { lt: this.prefix + (lt ?? AFTER_ALL) } : { lte: this.prefix + lte };
    return { ...lower, ...upper, ...rest };
  }
}
