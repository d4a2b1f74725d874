import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A map kept on disk as an append-only file of JSON lines: what `set` has returned for survives `kill -9`.
 * Opening replays the file, drops a torn last line and compacts it. Without a file it is kept in memory alone.
 */
export class Journal<Value> {
  private readonly entries = new Map<string, Value>();

  constructor(private readonly file?: string) {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.replay(readFileSync(file, "utf8"));
    this.compact(file);
  }

  get(key: string): Value | undefined {
    return this.entries.get(key);
  }

  /** Insertion order. */
  values(): Value[] {
    return [...this.entries.values()];
  }

  set(key: string, value: Value): void {
    this.append([key, value]);
    this.entries.set(key, value);
  }

  delete(key: string): void {
    this.append([key]);
    this.entries.delete(key);
  }

  private append(line: unknown[]): void {
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  private replay(text: string): void {
    const complete = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const line of complete.split("\n")) {
      if (line === "") continue;
      const [key, value] = JSON.parse(line) as [string, Value?];
      if (value === undefined) this.entries.delete(key);
      else this.entries.set(key, value);
    }
  }

  private compact(file: string): void {
    const lines = [...this.entries].map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(`${file}.new`, lines.join(""));
    renameSync(`${file}.new`, file);
  }
}

/** Writes an object under its own id, and returns it. */
export function save<Entity extends { id: string }>(journal: Journal<Entity>, entity: Entity): Entity {
  journal.set(entity.id, entity);
  return entity;
}
