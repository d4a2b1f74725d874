import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { bundle, functionNames } from "#infra/bundle";

/** A function's code as it is deployed. */
export interface BundleSize {
  name: string;
  file: string;
  bytes: number;
  /** As Lambda's own archive would come close to. */
  gzipped: number;
  /** Source modules that went in. */
  modules: number;
  /** Bytes of what lies beside it for whoever needs it. */
  parts: number;
}

function partsBeside(directory: string): number {
  const folder = join(directory, "parts");
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

/** Bundles every function into the folder, and weighs them. */
export async function weighBundles(directory: string): Promise<BundleSize[]> {
  const { outputs } = await bundle({ directory });
  return functionNames.map((name) => {
    const file = join(directory, name, "index.js");
    const code = readFileSync(file);
    const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`${name}/index.js`)) ?? [];
    const modules = Object.keys(output?.inputs ?? {}).length;
    const gzipped = gzipSync(code, { level: 9 }).length;
    return { name, file, bytes: code.length, gzipped, modules, parts: partsBeside(join(directory, name)) };
  });
}
