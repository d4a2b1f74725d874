import { mkdir } from "node:fs/promises";
import { ClassicLevel } from "classic-level";
import type { Range } from "./dynalite-shapes";
import { type Operation, Shelf } from "./shelf";

interface Commit {
  operations: Operation[];
  resolve(): void;
  reject(error: unknown): void;
}

/** A moment that is kept for reading. */
export interface Snapshot {
  close(): Promise<void>;
}

/** Entries being read, in the order of their keys. */
export interface Entries {
  nextv(size: number): Promise<[key: string, value: unknown][]>;
  close(): Promise<void>;
}

/** What is needed of LevelDB. */
export interface Database {
  getSync(key: string, options?: { snapshot?: Snapshot }): unknown;
  snapshot(): Snapshot;
  batch(operations: Operation[]): Promise<void>;
  iterator(range: Range): Entries;
  clear(range: Range): Promise<void>;
  close(): Promise<void>;
}

async function openDirectory(directory: string): Promise<Database> {
  await mkdir(directory, { recursive: true });
  const db = new ClassicLevel<string, unknown>(directory, { valueEncoding: "json" });
  await db.open();
  // Its own snapshots come back to it.
  return db as unknown as Database;
}

/**
 * One LevelDB directory. A commit is staged at once, so that whoever writes next sees it, and becomes visible to
 * readers and resolves when its operations are on disk: all of them or, after a crash, none. Commits reach the disk
 * in the order in which they were staged; those that wait for the same disk write share it.
 */
export class Storage {
  private readonly staged = new Map<string, Operation>();
  private queue: Commit[] = [];
  private flushing = false;
  private failure: unknown;

  private constructor(private readonly db: Database) {}

  /** @param place a directory, or what takes its place */
  static async open(place: string | Database): Promise<Storage> {
    return new Storage(typeof place === "string" ? await openDirectory(place) : place);
  }

  shelf<Value>(prefix: string): Shelf<Value> {
    return new Shelf(this.db, this.staged, prefix);
  }

  commit(operations: Operation[]): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    for (const operation of operations) this.staged.set(operation.key, operation);
    return new Promise((resolve, reject) => {
      this.queue.push({ operations, resolve, reject });
      if (!this.flushing) void this.flush();
    });
  }

  /** A moment that several reads can share. Close it. */
  snapshot(): Snapshot {
    return this.db.snapshot();
  }

  /** Resolves when everything staged so far is on disk. */
  settled(): Promise<void> {
    return this.flushing ? this.commit([]) : Promise.resolve();
  }

  async close(): Promise<void> {
    await this.settled();
    await this.db.close();
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    while (this.queue.length > 0) {
      const group = this.queue;
      this.queue = [];
      await this.write(group).catch((error: unknown) => this.fail(error, group));
    }
    this.flushing = false;
  }

  private async write(group: Commit[]): Promise<void> {
    const operations = group.flatMap((commit) => commit.operations);
    if (operations.length > 0) await this.db.batch(operations);
    for (const operation of operations) {
      if (this.staged.get(operation.key) === operation) this.staged.delete(operation.key);
    }
    for (const commit of group) commit.resolve();
  }

  /** What was staged on top of a failed write never happened: nothing may build on it. */
  private fail(error: unknown, group: Commit[]): void {
    this.failure = error;
    this.staged.clear();
    for (const commit of [...group, ...this.queue]) commit.reject(error);
    this.queue = [];
  }
}
