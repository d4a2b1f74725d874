import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import type { Asset } from "./assets";
import { root } from "./root";

/** A package of which something is in a function's asset. */
export interface Carried {
  /** `node_modules/zod` */
  path: string;
  /** Licences that lie beside a single file of it, by their paths. */
  besides: string[];
}

const packageOf = (file: string): string | undefined => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** The files that went into a function's code: what was read, but left out as unused, isn't there. */
function inputsOf({ outputs }: Metafile, name: string): string[] {
  const code = new RegExp(`(^|/)${name}/(index\\.js|parts/[^/]+)$`);
  const found = Object.entries(outputs).filter(([path]) => code.test(path));
  if (found.length === 0) throw new Error(`there is no bundle of ${name}`);
  const inputs = found.flatMap(([, output]) => Object.entries(output.inputs));
  return inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
}

/** Whose code, fonts and libraries a function carries: as esbuild tells of its bundle, and as is declared beside it. */
export function carriedBy(name: string, metafile: Metafile, assets: readonly Asset[]): Carried[] {
  const carried = new Map<string, string[]>();
  for (const file of [...inputsOf(metafile, name), ...assets.map(({ from }) => from)]) {
    const path = packageOf(file);
    if (!path) continue;
    const licence = `${file}.LICENSE.txt`;
    const besides = existsSync(join(root, licence)) ? [licence] : [];
    carried.set(path, [...(carried.get(path) ?? []), ...besides]);
  }
  return [...carried].map(([path, besides]) => ({ path, besides })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
