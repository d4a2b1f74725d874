import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Carried } from "./carried";
import type { Locked } from "./lock";
import { root } from "./root";

const read = (...path: string[]): string =>
  readFileSync(join(root, ...path), "utf8")
    .replace(/\r\n/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trim();

const ownFiles = (path: string): string[] =>
  readdirSync(join(root, path)).filter((file) => /^(licen[sc]e|copying|notice)/i.test(file));

/** Where a package's texts are on this machine: native ones are here for one platform, in the same words as for all. */
function installedAt(path: string): string {
  if (existsSync(join(root, path))) return path;
  const stem = path.replace(/linux-\w+$/, "");
  const sibling = readdirSync(join(root, stem, "..")).find((name) => join(stem, "..", name).startsWith(stem));
  if (!sibling) throw new Error(`${path} isn't installed, for no platform`);
  return join(stem, "..", sibling);
}

interface Manifest {
  author?: string | { name?: string };
}

/** Whoever the package names as its author: who else worked on it can't be known from here. */
function holderOf({ path, name }: Locked): string {
  const { author } = JSON.parse(read(installedAt(path), "package.json")) as Manifest;
  const named = typeof author === "string" ? author.replace(/\s*[<(].*$/, "") : author?.name;
  return named || `the authors of ${name}`;
}

/** The words of a licence, for who names one without printing it. */
function commonText(locked: Locked): string {
  const file = `${locked.license}.txt`;
  if (!existsSync(join(root, "infra", "texts", file)))
    throw new Error(`${locked.name} comes without a licence's text, and infra/texts has none of ${locked.license}`);
  return read("infra", "texts", file).replace("<holder>", () => holderOf(locked));
}

/** Every text that goes along with a package: its licence, notices, and licences of single files. */
export function textsOf({ path, besides }: Carried, locked: Locked): string[] {
  const place = installedAt(path);
  const own = ownFiles(place).map((file) => read(place, file));
  const licence = own.length > 0 ? own : [commonText(locked)];
  return [...licence, ...besides.map((file) => read(file))];
}
