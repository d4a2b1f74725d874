import { createHash, randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Journal } from "#local/journal";

/** What is kept of an object beside its content. */
export interface StoredObject {
  key: string;
  /** Name of the file with the content. */
  file: string;
  size: number;
  /** Without quotes: the content's MD5; of a multipart upload the parts', with their number. */
  etag: string;
  /** `content-type`, `cache-control`, `x-amz-meta-…`: answered as they came. */
  headers: Record<string, string>;
  /** By header name, as they were sent. */
  checksums: Record<string, string>;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
}

export type NewObject = Pick<StoredObject, "key" | "headers" | "checksums" | "modifiedAt"> & { etag?: string };

export const md5 = (content: Buffer): string => createHash("md5").update(content).digest("hex");

/**
 * The objects of one bucket on disk: each content in a file of its own, written and synced first; then a line in the
 * journal makes it the object. What a crash leaves between the two is swept up at the next start.
 */
export class ObjectStore {
  private readonly objects: Journal<StoredObject>;
  private readonly contents: string;

  constructor(directory: string) {
    this.contents = join(directory, "contents");
    mkdirSync(this.contents, { recursive: true });
    this.objects = new Journal(join(directory, "objects.jsonl"));
    const kept = new Set(this.objects.values().map(({ file }) => file));
    for (const file of readdirSync(this.contents)) if (!kept.has(file)) this.remove(file);
  }

  get(key: string): StoredObject | undefined {
    return this.objects.get(key);
  }

  /** In the order of their keys' UTF-8 bytes, as S3 lists them. */
  list(prefix: string): StoredObject[] {
    const found = this.objects.values().filter(({ key }) => key.startsWith(prefix));
    return found.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  /** Replaces what has been under the key; a reader sees the old one or the new one, whole. */
  put(described: NewObject, content: Buffer): StoredObject {
    const before = this.objects.get(described.key);
    const file = randomUUID();
    write(join(this.contents, file), content);
    const object = { etag: md5(content), ...described, file, size: content.length };
    this.objects.set(object.key, object);
    if (before) this.remove(before.file);
    return object;
  }

  /** From `start` up to and without `end`. */
  read({ file, size }: StoredObject, start = 0, end = size): Buffer {
    const content = Buffer.alloc(end - start);
    const descriptor = openSync(join(this.contents, file), "r");
    try {
      for (let at = 0; at < content.length; ) {
        const count = readSync(descriptor, content, at, content.length - at, start + at);
        if (count === 0) throw new Error(`${file} is shorter than it should be`);
        at += count;
      }
      return content;
    } finally {
      closeSync(descriptor);
    }
  }

  delete(key: string): void {
    const before = this.objects.get(key);
    if (!before) return;
    this.objects.delete(key);
    this.remove(before.file);
  }

  private remove(file: string): void {
    rmSync(join(this.contents, file), { force: true });
  }
}

function write(path: string, content: Buffer): void {
  const descriptor = openSync(path, "wx");
  try {
    for (let at = 0; at < content.length; ) at += writeSync(descriptor, content, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
