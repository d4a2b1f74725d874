import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { entries, packageManifest } from "./package-manifest";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");

/** ES modules, one per entry, with what they share in files of its own. */
async function writeModules(directory: string): Promise<void> {
  await build({
    entryPoints: Object.entries(entries).map(([out, source]) => ({ in: join(here, `${source}.ts`), out })),
    outdir: directory,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    logLevel: "error",
  });
}

/** Node's own resolution wants extensions. */
const withExtensions = (declarations: string): string =>
  declarations.replace(/(from |import\()"(\.{1,2}\/[^"]+)"/g, '$1"$2.js"');

function writeDeclarations(directory: string): void {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const config = join(here, "tsconfig.build.json");
  execFileSync(process.execPath, [compiler, "-p", config, "--outDir", directory], { stdio: "inherit" });
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".d.ts"));
  for (const file of files.map((name) => join(directory, name)))
    writeFileSync(file, withExtensions(readFileSync(file, "utf8")));
}

/** Builds the package that is published, ready for `npm publish`, into an empty directory. */
export async function buildPackage(directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  await writeModules(directory);
  writeDeclarations(directory);
  writeFileSync(join(directory, "package.json"), `${JSON.stringify(packageManifest(), null, 2)}\n`);
  copyFileSync(join(here, "README.md"), join(directory, "README.md"));
  copyFileSync(join(root, "LICENSE"), join(directory, "LICENSE"));
}
