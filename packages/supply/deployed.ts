import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assetsOf } from "#infra/assets";
import { bundle, functionNames } from "#infra/bundle";
import { type Carried, carriedBy } from "#infra/carried";
import { type Locked, readLock } from "#infra/lock";

/** A package of which something is deployed. */
export interface Deployed extends Carried {
  locked: Locked;
  /** The functions that carry it. */
  functions: string[];
}

/** sharp's native packages. Of each, an asset has that for its own processor, and every machine must tell the same of them. */
const native = /^(node_modules\/@img\/sharp-(?:libvips-)?linux)-(?:arm64|x64)$/;
const processors = ["arm64", "x64"];
const natives = ["node_modules/@img/sharp-linux", "node_modules/@img/sharp-libvips-linux"];

function forEveryProcessor(name: string, carried: readonly Carried[]): Carried[] {
  if (name !== "resizer") return [...carried];
  const both = natives.flatMap((path) => processors.map((cpu) => ({ path: `${path}-${cpu}`, besides: [] })));
  return [...carried.filter(({ path }) => !native.test(path)), ...both];
}

async function carriedByFunction(): Promise<[string, Carried[]][]> {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-supply-"));
  try {
    const metafile = await bundle({ directory });
    const carried = functionNames.map(async (name): Promise<[string, Carried[]]> => {
      return [name, forEveryProcessor(name, carriedBy(name, metafile, await assetsOf(name)))];
    });
    return await Promise.all(carried);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Everything of others' that is deployed, by path: of libraries that aren't used by a function, nothing is. */
export async function findDeployed(): Promise<Deployed[]> {
  const lock = new Map(readLock().map((locked) => [locked.path, locked]));
  const found = new Map<string, Deployed>();
  for (const [name, carried] of await carriedByFunction())
    for (const { path, besides } of carried) {
      const locked = lock.get(path);
      if (!locked) throw new Error(`${path} isn't in the lock file`);
      const { functions = [], besides: before = [] } = found.get(path) ?? {};
      const all = [...new Set([...before, ...besides])].sort();
      found.set(path, { path, locked, besides: all, functions: [...functions, name] });
    }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
