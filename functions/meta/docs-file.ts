import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RawAnswer } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import { assets } from "./assets";

const contentTypes: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  png: "image/png",
};

/** A file of the reference page, which lies beside the bundle. @throws Failure not_found when the page has no such file. */
export async function docsFile(name: string): Promise<RawAnswer> {
  const asset = assets.find(({ to }) => to === `docs/${name}`);
  const contentType = contentTypes[name.split(".").at(-1) ?? ""];
  if (!asset || !contentType) throw new Failure("not_found");
  return { contentType, content: await readFile(join(__dirname, asset.to)) };
}
