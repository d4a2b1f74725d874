import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

function present(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * Brings generated files (path below `root` → content) up to date, or with `check` only looks; tells of each that
 * wasn't. Answers whether the files are in order now.
 */
export function keep(files: Record<string, string>, root: URL, { check }: { check: boolean }): boolean {
  const stale = Object.entries(files).filter(([path, content]) => present(new URL(path, root)) !== content);
  for (const [path, content] of stale) {
    console.error(check ? `${path} is out of date` : `${path} written`);
    if (check) continue;
    mkdirSync(new URL(".", new URL(path, root)), { recursive: true });
    writeFileSync(new URL(path, root), content);
  }
  return !check || stale.length === 0;
}
