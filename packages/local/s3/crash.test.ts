import { spawn } from "node:child_process";
import { once } from "node:events";
import fs, { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBucket } from "./bucket";
import { md5, type ObjectStore, type StoredObject } from "./store";

const writer = fileURLToPath(new URL("crash-writer.ts", import.meta.url));
const rounds = 3;
/** Acknowledged objects in each round. */
const least = 20;

/** @returns what the writer had acknowledged before it died */
async function writeUntilKilled(directory: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", writer, directory, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (printed.split("\n").length > least) child.kill("SIGKILL");
  });
  await once(child, "close");
  return printed.split("\n").slice(0, -1);
}

/** What a start after the crash finds. */
function survivors(directory: string) {
  const { objects } = openBucket(directory, "files", {});
  const all = objects.list("");
  return {
    keys: new Set(all.map(({ key }) => key)),
    torn: all.filter((object) => !isWhole(objects, object)).map(({ key }) => key),
    files: readdirSync(join(directory, "files", "contents")).length - all.length,
  };
}

function isWhole(objects: ObjectStore, object: StoredObject): boolean {
  try {
    return md5(objects.read(object)) === object.etag;
  } catch {
    return false;
  }
}

test("every acknowledged object survives kill -9, whole, and nothing else takes up room", async () => {
  const directory = mkdtempSync(join(tmpdir(), "s3-crash-"));
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    acknowledged.push(...(await writeUntilKilled(directory, round)));
    const { keys, torn, files } = survivors(directory);
    const lost = acknowledged.filter((id) => !keys.has(`own/${id}`));
    expect({ lost, torn, files }).toEqual({ lost: [], torn: [], files: 0 });
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(least * rounds);
  rmSync(directory, { recursive: true });
}, 60_000);

test("an object that is never finished leaves the one before it", () => {
  const directory = mkdtempSync(join(tmpdir(), "s3-crash-"));
  const described = { key: "replaced", headers: {}, checksums: {}, modifiedAt: 0 };
  const { objects } = openBucket(directory, "files", {});
  objects.put(described, Buffer.from("first"));
  const disk = jest.spyOn(fs, "fsyncSync").mockImplementation(() => {
    throw new Error("the disk is full");
  });
  expect(() => objects.put(described, Buffer.from("second"))).toThrow("the disk is full");
  disk.mockRestore();

  const { objects: again } = openBucket(directory, "files", {});
  expect(again.list("").map((object) => again.read(object).toString())).toEqual(["first"]);
  expect(survivors(directory)).toMatchObject({ torn: [], files: 0 });
  rmSync(directory, { recursive: true });
});
