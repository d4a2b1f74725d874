import { createHash } from "node:crypto";
import { readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { bundle, functionNames } from "#infra/bundle";
import { root } from "#infra/root";
import type { Cloud } from "./cloud/cloud";

const hashOf = (directory: string, name: string): string =>
  createHash("sha256")
    .update(readFileSync(join(directory, name, "index.js")))
    .digest("hex");

/** The logical id under which CDK put a function of that name. */
function logicalIdOf(cloud: Cloud, name: string): string {
  const found = cloud.deployment
    .resources("AWS::Lambda::Function")
    .find(({ logicalId }) => logicalId.startsWith(`${name}Function`));
  if (!found) throw new Error(`the stack has no function ${name}`);
  return found.logicalId;
}

/** Bundles again when a source changes, and reloads the functions whose bundle came out different. */
export function watchSources(cloud: Cloud, directory: string): () => void {
  const known = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  async function refresh(announce: boolean): Promise<void> {
    await bundle({ directory });
    for (const name of functionNames) {
      const hash = hashOf(directory, name);
      if (announce && known.get(name) !== hash) {
        await cloud.reload(logicalIdOf(cloud, name), join(directory, name));
        console.log(`reloaded ${name}`);
      }
      known.set(name, hash);
    }
  }

  const report = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  refresh(false).catch(report);
  const watchers = ["functions", "packages"].map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (!file || file.startsWith("local/") || file.endsWith(".test.ts")) return;
      clearTimeout(timer);
      timer = setTimeout(() => refresh(true).catch(report), 100);
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    clearTimeout(timer);
  };
}
