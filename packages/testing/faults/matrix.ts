import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "#infra/root";
import { type Fault, faults } from "./faults";
import type { Outcome } from "./walk";

/** By `FUNCTION SERVICE:OPERATION`, then by fault. */
export type Matrix = Map<string, Map<Fault, Outcome>>;

function walkApart(fault: Fault): [string, Outcome][] {
  const script = join("packages", "testing", "faults", "walk.run.ts");
  const told = execFileSync(process.execPath, ["--import", "tsx", script, fault], { cwd: root, encoding: "utf8" });
  return JSON.parse(told) as [string, Outcome][];
}

/** Meets each fault with each operation of each function, a platform for each fault. */
export function faultMatrix(progress: (fault: Fault) => void = () => {}): Matrix {
  const matrix: Matrix = new Map();
  for (const fault of Object.keys(faults) as Fault[]) {
    progress(fault);
    for (const [pair, outcome] of walkApart(fault)) {
      const row = matrix.get(pair) ?? new Map<Fault, Outcome>();
      matrix.set(pair, row.set(fault, outcome));
    }
  }
  return matrix;
}
