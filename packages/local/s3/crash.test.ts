import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBucket } from "./bucket";
import { md5 } from "./store";

const writer = fileURLToPath(new URL("crash-writer.ts", import.meta.url));
const rounds = 3;

/** @returns what the writer had acknowledged before it died */
async function writeUntilKilled(directory: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", writer, directory, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    if (printed.split("\n").length > 40 + round) child.kill("SIGKILL");
  });
  await once(child, "close");
  return printed.split("\n").slice(0, -1);
}

test("every acknowledged object survives kill -9, whole, and nothing else takes up room", async () => {
  const directory = mkdtempSync(join(tmpdir(), "s3-crash-"));
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) acknowledged.push(...(await writeUntilKilled(directory, round)));

  const { objects } = openBucket(directory, "files", {});
  const lost = acknowledged.filter((id) => !objects.get(`own/${id}`));
  const torn = objects.list("").filter((object) => md5(objects.read(object)) !== object.etag);
  const files = readdirSync(join(directory, "files", "contents"));
  expect([lost, torn]).toEqual([[], []]);
  expect(acknowledged.length).toBeGreaterThan(40 * rounds);
  expect(files.sort()).toEqual(
    objects
      .list("")
      .map(({ file }) => file)
      .sort(),
  );
  rmSync(directory, { recursive: true });
}, 60_000);
