import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root";

/** A package as the lock file has it. */
export interface Locked {
  /** `node_modules/zod`, also where it isn't installed on this machine. */
  path: string;
  name: string;
  version: string;
  license?: string;
  integrity?: string;
  /** Where it was fetched from; left out, so that every registry and mirror will do. */
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  /** It lies in the archive of the package above it, whose digest covers it. */
  inBundle?: boolean;
  hasInstallScript?: boolean;
}

interface LockFile {
  packages: Record<string, Omit<Locked, "path" | "name">>;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** Every package that is locked, on whatever platform, in the order of the file. */
export function readLock(): Locked[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as LockFile;
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({ ...entry, path, name: nameOf(path) }));
}
