import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { groups } from "#contract/groups";
import { workers } from "#contract/workers";
import { assetsOf } from "./assets";
import { carriedBy } from "./carried";
import { type Locked, readLock } from "./lock";
import { noticesFile, noticesOf } from "./notices";
import { furnishParts, withoutParts } from "./parts";
import { root } from "./root";

/** One Lambda each: the groups of endpoints, and the workers. */
export const functionNames: string[] = [...Object.keys(groups), ...workers.map(({ name }) => name)];

interface Bundling {
  /** Where each function's asset goes, in a folder of its name. */
  directory: string;
  names?: string[];
}

/** A Lambda has its credentials in its environment: the SDK's search of files, SSO and metadata services stays out. */
const alias = {
  "@aws-sdk/credential-provider-node": join(root, "packages/adapters/credentials.ts"),
  // The SDK's clients of services that speak JSON are half of a start, and half of a request.
  "@aws-sdk/client-dynamodb": join(root, "packages/adapters/aws/dynamodb.ts"),
  "@aws-sdk/lib-dynamodb": join(root, "packages/adapters/aws/documents.ts"),
  "@aws-sdk/client-cognito-identity-provider": join(root, "packages/adapters/aws/cognito.ts"),
  "@aws-sdk/client-secrets-manager": join(root, "packages/adapters/aws/secrets-manager.ts"),
  // Its ES module asks for its own address, which a bundle doesn't have.
  pdfkit: join(root, "node_modules/pdfkit/js/pdfkit.js"),
  // As pdfkit has it, so that there is one.
  fontkit: join(root, "node_modules/fontkit/dist/main.cjs"),
  jsonschema: join(root, "packages/adapters/model-checks.ts"),
  "brotli/decompress.js": join(root, "packages/adapters/pdf/no-brotli.ts"),
};

/** By an exact name, because what stands in takes parts of the package that stand below it. */
const lazyEntities: Plugin = {
  name: "lazy entities",
  setup({ onResolve }) {
    onResolve({ filter: /^electrodb$/ }, () => ({ path: join(root, "packages/adapters/electrodb.ts") }));
  },
};

/** Puts beside the bundle what is declared, and what its makers want to be said of whatever is in here. */
async function furnish(name: string, directory: string, metafile: Metafile, lock: Locked[]): Promise<void> {
  const assets = await assetsOf(name);
  for (const { from, to } of assets) cpSync(join(root, from), join(directory, name, to), { recursive: true });
  writeFileSync(join(directory, name, noticesFile), noticesOf(carriedBy(name, metafile, assets), lock));
}

/**
 * CommonJS, because Node loads its own modules faster by `require` than by `import`, and minified without source maps,
 * whose price is paid at every cold start. The same source gives the same bytes.
 */
const options = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // The SDK's import of Node's own modules becomes a require, too.
  supported: { "dynamic-import": false },
  mainFields: ["module", "main"],
  minify: true,
  keepNames: false,
  legalComments: "none",
  alias,
  // Native: it lies beside the bundle of the one function that draws.
  external: ["sharp"],
  logLevel: "error",
} satisfies BuildOptions;

/**
 * Bundles the functions, each with the parts that it asks for beside it.
 * @returns what went into each
 */
export async function bundle({ directory, names = functionNames }: Bundling): Promise<Metafile> {
  for (const name of names) {
    rmSync(join(directory, name), { recursive: true, force: true });
    mkdirSync(join(directory, name), { recursive: true });
  }
  const entryPoints = Object.fromEntries(
    names.map((name) => [`${name}/index`, join(root, "functions", name, "index.ts")]),
  );
  const { metafile } = await build({
    ...options,
    entryPoints,
    outdir: directory,
    plugins: [withoutParts, lazyEntities],
    metafile: true,
  });
  const whole = await furnishParts({ directory, names, metafile }, options);
  const lock = readLock();
  await Promise.all(names.map((name) => furnish(name, directory, whole, lock)));
  return whole;
}
