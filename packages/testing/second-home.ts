import { linkSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "#infra/root";

/** What a synthesis reads. */
const belongings = ["infra", "functions", "packages", "events", "docs", "node_modules"];
const files = ["cdk.json", "package.json", "package-lock.json", "tsconfig.json"];

function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) link(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

/**
 * The repository at another address: its very files, so that it costs no space, under a longer path with a space in it.
 * It lies on the same disk; whoever asked for it removes the folder.
 */
export function moveIn(): { folder: string; home: string } {
  mkdirSync(join(root, ".build"), { recursive: true });
  const folder = realpathSync(mkdtempSync(join(root, ".build", "elsewhere-")));
  const home = join(folder, "a much longer way", "to the same thing");
  for (const name of belongings) link(join(root, name), join(home, name));
  for (const name of files) linkSync(join(root, name), join(home, name));
  return { folder, home };
}
