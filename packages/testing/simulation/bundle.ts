import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { type Bug, bugs } from "./bugs";

const root = join(import.meta.dirname, "..", "..", "..");

/** Packages without a CommonJS build become part of the file; everything else is loaded as published. */
function published(): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { dependencies: object };
  return Object.keys(dependencies).filter((name) => !/^(@middy\/.*|jose|postal-mime)$/.test(name));
}

/** The file with the mistake in it. @throws where what is right doesn't stand there once */
export function withBug({ file, right, wrong }: Bug): string {
  const [before, after, more] = readFileSync(join(root, file), "utf8").split(right);
  if (before === undefined || after === undefined || more !== undefined) throw new Error(`${file} has no one ${right}`);
  return `${before}${wrong}${after}`;
}

const planting = (bug: Bug): Plugin => ({
  name: "planting",
  setup: ({ onLoad }) => {
    const path = join(root, bug.file);
    onLoad({ filter: /\.ts$/ }, (given) =>
      given.path === path ? { contents: withBug(bug), loader: "ts" } : undefined,
    );
  },
});

/** The command as one file: loaded at once, and the same in every run. @param planted a mistake to make in it */
export async function bundleCommand(planted?: string): Promise<string> {
  const bug = planted === undefined ? undefined : bugs[planted];
  if (planted !== undefined && !bug) throw new Error(`one of: ${Object.keys(bugs).join("; ")}`);
  const name = planted === undefined ? "command" : planted.replaceAll(" ", "-");
  const outfile = join(root, ".build", "simulation", `${name}.cjs`);
  await build({
    ...{ entryPoints: [join(import.meta.dirname, "command.ts")], outfile, bundle: true, platform: "node" },
    ...{ format: "cjs", external: published(), sourcemap: "inline", absWorkingDir: root, logLevel: "error" },
    plugins: bug ? [planting(bug)] : [],
  });
  return outfile;
}
