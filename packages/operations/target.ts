import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultDirectory, operatorFile } from "#local/platform";

/**
 * Points the domain at the table that an operator means: the one that the environment names (TABLE_NAME and AWS's own
 * variables), else the local copy that is running. To be called before the domain is imported, which reads its
 * environment when it is loaded.
 */
export function aim(directory = defaultDirectory): string {
  const named = process.env.TABLE_NAME;
  if (named) return named;
  const file = join(directory, operatorFile);
  if (!existsSync(file)) throw new Error("name a table by TABLE_NAME, or start the local copy first: npm start");
  Object.assign(process.env, JSON.parse(readFileSync(file, "utf8")));
  return `the local copy in ${directory}`;
}
