import { existsSync } from "node:fs";
import { join } from "node:path";

const installed = join(import.meta.dirname, "..", "..", "node_modules");

/** Lambda's processors, the cheaper one first: the first that sharp is installed for. */
const processor = ["arm64", "x64"].find((cpu) => existsSync(join(installed, "@img", `sharp-linux-${cpu}`)));

/** libvips and its binding; on a machine without either, `npm i --no-save` fetches them: see docs/decisions/images.md. */
const native = processor
  ? [
      `@img/sharp-linux-${processor}/index.cjs`,
      `@img/sharp-linux-${processor}/package.json`,
      `@img/sharp-linux-${processor}/lib`,
      `@img/sharp-libvips-linux-${processor}`,
    ]
  : [];

const script = ["sharp/package.json", "sharp/dist", "@img/colour", "detect-libc", "semver"];

/** sharp can't be bundled: it lies beside the bundle, for one processor, with the packages that it asks for. */
export const assets = [...script, ...native].map((path) => ({
  from: `node_modules/${path}`,
  to: `node_modules/${path}`,
}));
