import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { filesOf } from "./chronicle";
import { type Entry, entryOf } from "./entry";

/** Everything that a copy has kept of what its functions told, oldest first. */
export function readAll(directory: string): Entry[] {
  const { old, young } = filesOf(directory);
  return [old, young].filter(existsSync).flatMap((file) => readFileSync(file, "utf8").split("\n").flatMap(entryOf));
}

/** Reads what has come to a file since it was last asked; begins at its end, and again where another file begins. */
export function openTail(directory: string): () => Entry[] {
  const { young } = filesOf(directory);
  const known = existsSync(young) ? statSync(young) : undefined;
  let [which, from] = [known?.ino, known?.size ?? 0];
  return () => {
    if (!existsSync(young)) return [];
    const file = openSync(young, "r");
    try {
      const { size, ino } = fstatSync(file);
      if (ino !== which) [which, from] = [ino, 0];
      const fresh = Buffer.alloc(size - from);
      readSync(file, fresh, 0, fresh.length, from);
      // A line that isn't whole yet comes with the next.
      const whole = fresh.lastIndexOf("\n") + 1;
      from += whole;
      return fresh.toString("utf8", 0, whole).split("\n").flatMap(entryOf);
    } finally {
      closeSync(file);
    }
  };
}
