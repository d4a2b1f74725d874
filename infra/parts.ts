import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { BuildOptions, Metafile, Plugin } from "esbuild";
import { build } from "esbuild";
import { root } from "./root";

/** Modules that stay files of their own beside the bundle: what a start doesn't need isn't read at a start. */
const folder = join(root, "packages/adapters/parts");

/** Where they lie in an asset, and how they end: whatever a package.json above says, they are CommonJS. */
const partOf = (file: string): string => `parts/${basename(file, ".ts")}.cjs`;

/** Leaves the parts out of a bundle, which asks for them when they are needed. */
export const withoutParts: Plugin = {
  name: "parts",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /\/parts\// }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind === "entry-point" || pluginData === folder) return undefined;
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: folder });
      const isPart = relative(folder, found.path) === basename(found.path);
      return isPart ? { path: `./${partOf(found.path)}`, external: true } : found;
    });
  },
};

type Output = Metafile["outputs"][string];

/** The parts that a bundle asks for. */
export const partsOf = ({ imports }: Output): string[] =>
  [...new Set(imports.flatMap(({ path }) => (path.startsWith("./parts/") ? [path.slice(2)] : [])))].sort();

const bundleOf = ({ outputs }: Metafile, name: string): Output => {
  const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}/index.js`)) ?? [];
  if (!output) throw new Error(`there is no bundle of ${name}`);
  return output;
};

/**
 * Builds the parts that the functions ask for, and puts each beside every bundle that does.
 * @returns the bundles' metafile, with the parts in it as they lie there
 */
export async function furnishParts(
  { directory, names, metafile }: { directory: string; names: string[]; metafile: Metafile },
  options: BuildOptions,
): Promise<Metafile> {
  const wanted = new Map(names.map((name) => [name, partsOf(bundleOf(metafile, name))]));
  const all = [...new Set([...wanted.values()].flat())].sort();
  const entryPoints = all.map((part) => join(folder, `${basename(part, ".cjs")}.ts`));
  const outdir = join(directory, ".parts");
  const built = await build({
    ...{ ...options, entryPoints, outdir, outExtension: { ".js": ".cjs" }, metafile: true },
    // Some of these libraries ask what their classes are called.
    keepNames: true,
  });
  const outputs = { ...metafile.outputs };
  for (const [name, parts] of wanted)
    for (const part of parts) {
      const [, output] = Object.entries(built.metafile.outputs).find(([path]) => path.endsWith(`/.${part}`)) ?? [];
      if (!output) throw new Error(`${part} wasn't built`);
      mkdirSync(join(directory, name, "parts"), { recursive: true });
      copyFileSync(join(outdir, basename(part)), join(directory, name, part));
      outputs[`${name}/${part}`] = output;
    }
  rmSync(outdir, { recursive: true, force: true });
  return { inputs: { ...metafile.inputs, ...built.metafile.inputs }, outputs };
}
