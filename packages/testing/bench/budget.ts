import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "#infra/root";
import { weighBundles } from "./bundles";

/** What each function and each endpoint may cost. */
export interface Budget {
  /** By function: bytes and modules of the bundle that a start reads, and bytes of the parts beside it. */
  functions: Record<string, { bytes: number; modules: number; parts: number }>;
  /** By step of the bench's tour: round trips and capacity units, without what is kept from the request before. */
  endpoints: Record<string, { trips: number; read: number; write: number }>;
}

const file = join(root, "docs", "budget.json");

export const readBudget = (): Budget => JSON.parse(readFileSync(file, "utf8")) as Budget;

/** From the table of the last run: one request of each kind, as it was measured. */
function endpointsMeasured(): Budget["endpoints"] {
  const page = readFileSync(join(root, "docs", "benchmarks.md"), "utf8");
  const [, rows = ""] = /\n\| endpoint .*\n\|[-| ]+\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  const entries = rows
    .trim()
    .split("\n")
    .map((row) => {
      const [, name = "", , trips = "", read = "", write = ""] = row.split("|").map((cell) => cell.trim());
      return [name, { trips: Number.parseInt(trips, 10), read: Number(read), write: Number(write) }] as const;
    });
  return Object.fromEntries(entries);
}

async function functionsBuilt(): Promise<Budget["functions"]> {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-budget-"));
  try {
    const bundles = await weighBundles(directory);
    return Object.fromEntries(bundles.map(({ name, bytes, modules, parts }) => [name, { bytes, modules, parts }]));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Up to which a bundle may grow before somebody has to say that it shall. */
export const allowance = 1.03;

const lines = (members: Record<string, object>): string =>
  Object.entries(members)
    .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(",\n");

const fits = (name: string, { bytes, modules, parts }: Budget["functions"][string], { functions }: Budget): boolean => {
  const may = functions[name];
  if (!may) return false;
  return bytes <= may.bytes * allowance && modules <= may.modules * allowance + 2 && parts <= may.parts * allowance;
};

/** Writes docs/budget.json, or tells whether every function keeps within it. */
export async function budget(check: boolean): Promise<boolean> {
  const functions = await functionsBuilt();
  if (!check) {
    const endpoints = endpointsMeasured();
    writeFileSync(
      file,
      `{\n  "functions": {\n${lines(functions)}\n  },\n  "endpoints": {\n${lines(endpoints)}\n  }\n}\n`,
    );
    return true;
  }
  const known = readBudget();
  const over = Object.entries(functions).filter(([name, built]) => !fits(name, built, known));
  for (const [name, built] of over)
    console.error(`${name} is beyond docs/budget.json: ${JSON.stringify(built)}. If it shall be, npm run budget.`);
  return over.length === 0;
}
