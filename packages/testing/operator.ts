import { execFile } from "node:child_process";
import { root } from "#infra/root";
import { operate } from "#operations/operate";
import type { TestPlatform } from "./platform";

/** How a command ended. */
interface Done {
  code: number;
  /** What it printed. */
  said: string;
}

/** Runs a command on a platform, at the platform's time. */
export async function operated(platform: TestPlatform, ...words: string[]): Promise<Done> {
  const lines: string[] = [];
  const now = new Date(Date.now() + platform.ahead);
  const code = await operate([...words, "--stage", "dev"], { print: (line) => lines.push(line), now });
  return { code, said: lines.join("\n") };
}

/** The same in a process of its own, as an operator's shell has it; on the platform that was opened last. */
export const operatedAlone = (words: string[], { input = "" } = {}): Promise<Done> =>
  new Promise((resolve) => {
    const script = ["--import", "tsx", "packages/operations/ops.ts", ...words];
    const child = execFile(process.execPath, script, { cwd: root, env: process.env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
    child.stdin?.end(input);
  });
