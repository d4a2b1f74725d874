import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const readme = join(import.meta.dirname, "..", "..", "README.md");

/** The commands of the README's tour, block by block. */
export function tourOfReadme(): string[] {
  const [, tour = ""] = /^## A tour\n(.*?)^## /ms.exec(readFileSync(readme, "utf8")) ?? [];
  return [...tour.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block = ""]) => block);
}

const scriptOf = (block: string): string =>
  `[ -f state ] && source state 2>/dev/null; set -euo pipefail\n${block}\n{ declare -p; declare -f; } > state`;

/** A shell that goes on where it was: its variables and functions stay from one block to the next. */
export class Shell {
  constructor(private readonly directory: string) {}

  /** Runs a block, which must not fail. @returns what it printed */
  run(block: string): string {
    return execFileSync("bash", ["-c", scriptOf(block)], { cwd: this.directory, encoding: "utf8" });
  }

  /** The same while this process goes on, which serves what the block calls, and with what stands in its environment. */
  async runBeside(block: string): Promise<string> {
    const surroundings = { cwd: this.directory, encoding: "utf8", env: process.env } as const;
    const run = promisify(execFile)("bash", ["-c", scriptOf(block)], surroundings);
    run.child.stdin?.end();
    try {
      return (await run).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      throw new Error(`${block}\n${stdout}\n${stderr}`);
    }
  }
}
