import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Shelf } from "./shelf";
import { Storage } from "./storage";

let directory: string;
let storage: Storage;
let shelf: Shelf<number>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "storage-"));
  storage = await Storage.open(directory);
  shelf = storage.shelf("numbers~");
});
afterEach(async () => {
  await storage.close();
  rmSync(directory, { recursive: true });
});

test("the next writer sees a commit at once, a reader when it is on disk", async () => {
  const [, waiting] = [storage.commit([shelf.put("first", 0)]), storage.commit([shelf.put("a", 1)])];
  expect([shelf.staged("a"), shelf.committed("a")]).toEqual([1, undefined]);
  await waiting;
  expect([shelf.staged("a"), shelf.committed("a")]).toEqual([1, 1]);
});

test("a staged deletion hides what is on disk from the next writer", async () => {
  await storage.commit([shelf.put("a", 1)]);
  const [, waiting] = [storage.commit([shelf.put("first", 0)]), storage.commit([shelf.del("a")])];
  expect([shelf.staged("a"), shelf.committed("a")]).toEqual([undefined, 1]);
  await waiting;
});

test("commits that wait together are written in their order", async () => {
  await Promise.all(Array.from({ length: 100 }, (_, n) => storage.commit([shelf.put("a", n)])));
  expect(shelf.committed("a")).toBe(99);
});

test("settled waits for what was staged before", async () => {
  void storage.commit([shelf.put("a", 1)]);
  void storage.commit([shelf.put("b", 2)]);
  await storage.settled();
  expect(shelf.committed("b")).toBe(2);
});

test("a shelf holds its own keys only", async () => {
  const other = storage.shelf<number>("numbers~more~");
  await storage.commit([shelf.put("1", 1), other.put("1", 2), storage.shelf("numbers-else~").put("1", 3)]);
  await other.clear();
  const entries: [string, number][] = [];
  for await (const entry of shelf.entries()) entries.push(entry);
  expect(entries).toEqual([["1", 1]]);
});

test("after a failed disk write, nothing staged on top of it is acknowledged", async () => {
  const unwritable = { type: "put" as const, key: "numbers~a", value: undefined };
  const outcomes = await Promise.allSettled([storage.commit([unwritable]), storage.commit([shelf.put("b", 1)])]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(storage.commit([shelf.put("c", 1)])).rejects.toThrow();
  expect(shelf.staged("b")).toBeUndefined();
});
