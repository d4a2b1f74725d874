import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { bundleCommand } from "./bundle";

const room = 64 * 1024 ** 2;

/** What the command says, in a process of its own: within jest it takes twice as long. @param planted a mistake to make */
export async function saidApart(words: string[], planted?: string): Promise<string> {
  const command = await bundleCommand(planted);
  const run = promisify(execFile)(process.execPath, [command, ...words], { maxBuffer: room });
  // It ends with 1 where something breaks.
  return run.then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
}
