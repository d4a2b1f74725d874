import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import manifest from "../../package.json";

/** What users import, beside the functions of each group: name → source. */
const own = { client: "client", errors: "errors", lists: "lists", session: "session" };

const generated = readdirSync(fileURLToPath(new URL("generated", import.meta.url)))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();

/** Entry of the package → its source below this folder, without extension. */
export const entries: Record<string, string> = {
  ...own,
  ...Object.fromEntries(generated.map((name) => [name, `generated/${name}`])),
};

/** The published package.json. It is written beside the built files, so that it doesn't cut this folder off from the repository's. */
export function packageManifest() {
  const exported = Object.entries(entries).map(([name, source]) => [
    name === "client" ? "." : `./${name}`,
    { types: `./${source}.d.ts`, default: `./${name}.js` },
  ]);
  return {
    name: "@instaiq/client",
    version: manifest.version,
    description: "Typed client of the Insta iQ API, for browsers and Node",
    license: manifest.license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.3" },
    exports: { ...Object.fromEntries(exported), "./package.json": "./package.json" },
  };
}
