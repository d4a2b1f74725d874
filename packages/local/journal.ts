import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A map kept on disk as an append-only file of JSON lines: what `set` has returned for survives `kill -9`.
 * Opening replays the file, drops a torn last line and compacts it.
 */
export class Journal<Value> {
  private readonly entries = new Map<string, Value>();

  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.replay(readFileSync(file, "utf8"));
    this.compact();
  }

  get(key: string): Value | undefined {
    return this.entries.get(key);
  }

  /** Insertion order. */
  values(): Value[] {
    return [...this.entries.values()];
  }

  set(key: string, value: Value): void {
    appendFileSync(this.file, `${JSON.stringify([key, value])}\n`);
    this.entries.set(key, value);
  }

  delete(key: string): void {
    appendFileSync(this.file, `${JSON.stringify([key])}\n`);
    this.entries.delete(key);
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

  private compact(): void {
    const lines = [...this.entries].map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(`${this.file}.new`, lines.join(""));
    renameSync(`${this.file}.new`, this.file);
  }
}

/** Writes an object under its own id, and returns it. */
export function save<Entity extends { id: string }>(journal: Journal<Entity>, entity: Entity): Entity {
  journal.set(entity.id, entity);
  return entity;
}
