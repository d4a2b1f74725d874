/** Replaces one object over and over until it is killed, and prints each content's number once it is acknowledged. */
import { writeSync } from "node:fs";
import { openBucket } from "./bucket";

const LARGE_BYTES = 2 * 1024 * 1024;

const [, , directory = "", round = "0"] = process.argv;
const { objects } = openBucket(directory, "files", {});
for (let n = 0; ; n += 1) {
  const id = `${round}-${n}`;
  const described = { headers: {}, checksums: {}, modifiedAt: n };
  objects.put({ ...described, key: `own/${id}` }, Buffer.from(id));
  objects.put({ ...described, key: "replaced" }, Buffer.alloc(LARGE_BYTES, id));
  writeSync(1, `${id}\n`);
}
