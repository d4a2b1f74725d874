import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "#infra/root";
import { synthesize } from "#local/synthesis";
import { openTestPlatform } from "../platform";
import { weighBundles } from "./bundles";
import { callsByFunction, measureEndpoints } from "./endpoints";
import { measureFigures } from "./figures";
import { measureGrowth } from "./growth";
import { measureImages } from "./images";
import { type Findings, figureTable, report } from "./report";
import { measureStarts } from "./starts";

/** A hundred courses, a hundred times as many, and with --large as many again as take a minute to write. */
const sizes = process.argv.includes("--large") ? [100, 10_000, 100_000] : [100, 10_000];

/** Orders of a small school, a large one, and a country. */
const orders = [1000, 100_000, 1_000_000];

type Served = Pick<Findings, "endpoints" | "functions" | "growth" | "figures">;

async function measureServing(outdir: string): Promise<Served> {
  const platform = await openTestPlatform({ outdir });
  try {
    const endpoints = await measureEndpoints(platform);
    const functions = callsByFunction(platform);
    refuseScans(functions);
    console.log("endpoints measured; filling the lists");
    const growth = await measureGrowth(platform, sizes);
    return { endpoints, functions, growth, figures: await measureFigures(platform, orders) };
  } finally {
    await platform.close();
  }
}

function refuseScans(functions: Findings["functions"]): void {
  const scanning = [...functions].filter(([, kinds]) => [...kinds.keys()].some((kind) => /:Scan$/.test(kind)));
  if (scanning.length > 0) throw new Error(`these functions scan: ${scanning.map(([name]) => name).join(", ")}`);
}

async function measureLoading(): Promise<Pick<Findings, "bundles" | "starts">> {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-bench-"));
  try {
    const bundles = await weighBundles(directory);
    const files = Object.fromEntries(bundles.map(({ name, file }) => [name, file]));
    console.log("bundles weighed; starting them");
    return { bundles, starts: measureStarts(files, directory) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** With --orders: what figures cost as orders accumulate, and nothing else. */
async function measureOrders(outdir: string): Promise<void> {
  const platform = await openTestPlatform({ outdir });
  try {
    console.log(figureTable(await measureFigures(platform, orders)));
  } finally {
    await platform.close();
  }
}

async function measureAll(outdir: string): Promise<void> {
  const findings = { ...(await measureServing(outdir)), ...(await measureLoading()) };
  const page = report(findings);
  writeFileSync(join(root, "docs", "benchmarks.md"), page);
  console.log(`\n${page}\nwritten to docs/benchmarks.md`);
}

async function measureServed(): Promise<void> {
  const outdir = join(root, ".build", "bench", "cdk.out");
  console.log("synthesizing");
  await synthesize(outdir);
  await (process.argv.includes("--orders") ? measureOrders(outdir) : measureAll(outdir));
}

/** With --images: what drawing pictures costs, and nothing else. */
await (process.argv.includes("--images") ? measureImages() : measureServed());
