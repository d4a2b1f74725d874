import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { AssetHashType } from "aws-cdk-lib";
import { bindings, type SecretName, secrets, secretVariable, settings } from "#contract/settings";
import { requestsFor } from "./code-cache/requests";
import { root } from "./root";

/** What V8 has compiled: it comes out differently each time, and no source says how. */
const compiled = "code.cache";

/** V8 asks for the same flags as well as for the same version: those by which Lambda starts Node, and which V8 counts. */
const flags = ["--expose-gc"];

const filled = (names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, "none"]));

/** Nothing of this machine's: a role that is none, and the names of things that aren't there. */
const environment = {
  ...filled([...Object.keys(bindings), ...Object.keys(secrets).map((name) => secretVariable(name as SecretName))]),
  ...Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value])),
  ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "none", AWS_SECRET_ACCESS_KEY: "none" },
  ...{ POWERTOOLS_LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true", API_URL: "https://none.invalid/api" },
};

/**
 * Puts V8's code cache into the assets of functions, and a loader before their bundles.
 * @param node the Node that makes it: of the version and the processor that the functions run on, or it is of no use
 */
export function cacheCode(directory: string, names: readonly string[], node: string): void {
  for (const name of names) {
    const asset = join(directory, name);
    renameSync(join(asset, "index.js"), join(asset, "code.js"));
    copyFileSync(join(root, "infra/code-cache/loader.cjs"), join(asset, "index.js"));
    const maker = join(root, "infra/code-cache/maker.cjs");
    const input = JSON.stringify(requestsFor(name));
    execFileSync(node, [...flags, maker, asset], { env: environment, input, stdio: ["pipe", "pipe", "pipe"] });
  }
}

/**
 * What tells an asset from others where it has such a cache: everything else, and which Node has made it. The same source
 * is the same asset, and a deployment with nothing new deploys nothing.
 */
export function assetHashOf(asset: string): { assetHash: string; assetHashType: AssetHashType } | undefined {
  if (!existsSync(join(asset, compiled))) return undefined;
  const hash = createHash("sha256");
  const entries = readdirSync(asset, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const file of files) {
    const name = file.slice(asset.length + 1);
    if (name !== compiled) hash.update(`${name}\0`).update(readFileSync(file));
  }
  return { assetHash: hash.digest("hex"), assetHashType: AssetHashType.CUSTOM };
}
