import { readFile } from "node:fs/promises";
import { join } from "node:path";

let kept: Promise<string> | undefined;

/** The document of the API, which lies beside the bundle, without the spaces that it has for those who read it there. */
export function openapiFile(): Promise<string> {
  kept ??= readFile(join(__dirname, "openapi.json"), "utf8").then((text) => JSON.stringify(JSON.parse(text)));
  return kept;
}
