import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#infra/root";
import type { Visited, Work } from "./work";

/** What the last run has measured, for whoever reckons with it. */
export interface Measured {
  /** The day, and the Node that ran it. */
  day: string;
  node: string;
  visits: Visited[];
  /** What each schedule does when nothing is due. */
  idle: Work[];
  /** Milliseconds that a fresh Node takes to load each function's code. */
  loads: Record<string, number>;
}

const file = join(root, "docs", "benchmarks.json");

export const readMeasured = (): Measured => JSON.parse(readFileSync(file, "utf8")) as Measured;

const list = (items: readonly unknown[]): string =>
  `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;

/** A line for each step, so that a difference shows where it is. */
export function keepMeasured({ day, node, visits, idle, loads }: Measured): void {
  const parts = {
    ...{ day: JSON.stringify(day), node: JSON.stringify(node) },
    ...{ visits: list(visits), idle: list(idle), loads: JSON.stringify(loads) },
  };
  const lines = Object.entries(parts).map(([name, value]) => `  "${name}": ${value}`);
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}
