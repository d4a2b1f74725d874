import { mkdir } from "node:fs/promises";
import { ClassicLevel } from "classic-level";
import { type Operation, Shelf, type Snapshot } from "./shelf";

interface Commit {
  operations: Operation[];
  resolve(): void;
  reject(error: unknown): void;
}

export type Database = ClassicLevel<string, unknown>;

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

  static async open(directory: string): Promise<Storage> {
    await mkdir(directory, { recursive: true });
    const db: Database = new ClassicLevel(directory, { valueEncoding: "json" });
    await db.open();
    return new Storage(db);
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
