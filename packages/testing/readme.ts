import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const readme = join(import.meta.dirname, "..", "..", "README.md");

/** The commands of the README's tour, block by block. */
export function tourOfReadme(): string[] {
  const [, tour = ""] = /^## A tour\n(.*?)^## /ms.exec(readFileSync(readme, "utf8")) ?? [];
  return [...tour.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block = ""]) => block);
}

/** A shell that goes on where it was: its variables and functions stay from one block to the next. */
export class Shell {
  constructor(private readonly directory: string) {}

  /** Runs a block, which must not fail. @returns what it printed */
  run(block: string): string {
    const script = `[ -f state ] && source state 2>/dev/null; set -euo pipefail\n${block}\n{ declare -p; declare -f; } > state`;
    return execFileSync("bash", ["-c", script], { cwd: this.directory, encoding: "utf8" });
  }
}
