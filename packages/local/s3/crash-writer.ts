/** Replaces one object over and over until it is killed, and prints each content's number once it is acknowledged. */
import { writeSync } from "node:fs";
import { openBucket } from "./bucket";

const [, , directory = "", round = "0"] = process.argv;
const { objects } = openBucket(directory, "files", {});
for (let n = 0; ; n += 1) {
  const id = `${round}-${n}`;
  const content = Buffer.from(`${id}|`.repeat(5000));
  for (const key of ["replaced", `own/${id}`]) objects.put({ key, headers: {}, checksums: {}, modifiedAt: n }, content);
  writeSync(1, `${id}\n`);
}
