import type { Range } from "./dynalite-shapes";
import type { Operation } from "./shelf";
import type { Database, Entries } from "./storage";

/** Entries that lie still: what a copy begins with. */
export type Content = ReadonlyMap<string, string>;

/** The place of a key among sorted ones, or the one where it would stand. */
function placeOf(keys: readonly string[], wanted: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? "") < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A LevelDB of nothing but memory, for tables that needn't outlive their process. Values are kept as JSON, as on disk. */
export class MemoryLevel implements Database {
  private readonly values: Map<string, string>;
  private readonly keys: string[];

  constructor(content: Content = new Map()) {
    this.values = new Map(content);
    this.keys = [...content.keys()].sort();
  }

  /** What it has now. */
  content(): Content {
    return new Map(this.values);
  }

  getSync(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Whoever reads several keys here does so without waiting: nothing comes between. */
  snapshot() {
    return { close: async () => undefined };
  }

  async batch(operations: Operation[]): Promise<void> {
    for (const operation of operations) {
      if (operation.type === "put") this.put(operation.key, JSON.stringify(operation.value));
      else this.remove(operation.key);
    }
  }

  iterator(range: Range): Entries {
    let rest = this.keysIn(range).map((key): [string, string] => [key, this.values.get(key) ?? "null"]);
    return {
      nextv: async (size) => {
        const chunk = rest.slice(0, size);
        rest = rest.slice(size);
        return chunk.map(([key, text]): [string, unknown] => [key, JSON.parse(text)]);
      },
      close: async () => undefined,
    };
  }

  /** The JSON of everything below a prefix, by key. */
  *texts(prefix: string): Generator<[key: string, text: string]> {
    for (const key of this.keysIn({ gte: prefix, lt: `${prefix}~` })) yield [key, this.values.get(key) ?? ""];
  }

  async clear(range: Range): Promise<void> {
    for (const key of this.keysIn(range)) this.remove(key);
  }

  async close(): Promise<void> {}

  private put(key: string, text: string): void {
    if (!this.values.has(key)) this.keys.splice(placeOf(this.keys, key), 0, key);
    this.values.set(key, text);
  }

  private remove(key: string): void {
    if (this.values.delete(key)) this.keys.splice(placeOf(this.keys, key), 1);
  }

  private keysIn({ gt, gte, lt, lte, reverse, limit = -1 }: Range): string[] {
    const from = gt === undefined ? placeOf(this.keys, gte ?? "") : this.behind(gt);
    const until = lte === undefined ? (lt === undefined ? this.keys.length : placeOf(this.keys, lt)) : this.behind(lte);
    const found = this.keys.slice(from, until);
    if (reverse) found.reverse();
    return limit < 0 ? found : found.slice(0, limit);
  }

  private behind(key: string): number {
    const place = placeOf(this.keys, key);
    return this.keys[place] === key ? place + 1 : place;
  }
}
