import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root";

const installed = join(root, "node_modules", "@img");

/** libvips as it is packed for one platform; the same sources for all. */
export const isLibvips = (name: string): boolean => name.startsWith("@img/sharp-libvips-");

/** A library within libvips's file. */
export interface Part {
  name: string;
  /** As the table in its package puts it. */
  licence: string;
}

function directory(): string {
  const found = readdirSync(installed).find((name) => name.startsWith("sharp-libvips-"));
  if (!found) throw new Error("no libvips is installed, of which parts and licences could be told");
  return join(installed, found);
}

/** What libvips was built together with, and the licence of each. */
export function nativeParts(): Part[] {
  const readme = readFileSync(join(directory(), "README.md"), "utf8");
  const rows = readme.matchAll(/^\| ([\w-]+) +\| (?!Used under)(.+?) *\|$/gm);
  return [...rows].map(([, name = "", licence = ""]) => ({ name, licence }));
}

/** The versions of the parts, by the names that libvips's build has for them. */
export function nativeVersions(): Record<string, string> {
  const file = join(directory(), "versions.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
}
