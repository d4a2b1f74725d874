import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The directories that this very process holds: its own id in a lock file may also be a leftover. */
const held = new Set<string>();

/**
 * Takes the directory for this process alone and returns how to give it back. Throws when another running process
 * holds it; a lock whose process has ended is taken over.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "lock");
  if (held.has(file) || !tryLock(file)) {
    throw new Error(`${directory} is used by another local cloud, process ${readFileSync(file, "utf8")}`);
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
  if (isRunning(Number(readFileSync(file, "utf8")))) return false;
  writeFileSync(file, String(process.pid));
  return true;
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCode(error, "ESRCH");
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
