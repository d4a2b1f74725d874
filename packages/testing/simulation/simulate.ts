import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..", "..", "..");
const outfile = join(root, ".build", "simulation", "command.cjs");

/** Packages without a CommonJS build become part of the file; everything else is loaded as published. */
const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const external = Object.keys(dependencies).filter((name) => !/^(@middy\/.*|jose|postal-mime)$/.test(name));

/** As one file: loaded at once, and the same in every run. */
await build({
  ...{ entryPoints: [join(import.meta.dirname, "command.ts")], outfile, bundle: true, platform: "node" },
  ...{ format: "cjs", external, sourcemap: "inline", absWorkingDir: root, logLevel: "error" },
});
await createRequire(import.meta.url)(outfile).done;
