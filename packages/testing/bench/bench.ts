import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "#infra/root";
import { synthesize } from "#local/synthesis";
import { openTestPlatform } from "../platform";
import { budget } from "./budget";
import { weighBundles } from "./bundles";
import { writeCost } from "./cost/write";
import { callsByFunction, measureEndpoints } from "./endpoints";
import { measureFigures } from "./figures";
import { measureGrowth } from "./growth";
import { measureImages } from "./images";
import { keepMeasured, type Measured } from "./kept";
import { replaceSection } from "./page";
import { bundleSection, type Findings, figureTable, report, withEndpoints } from "./report";
import { measureRivals } from "./rivals";
import { goalsSection, rivalsSection } from "./rivals-report";
import { measureStarts } from "./starts";
import { Witness } from "./witness";

const document = join(root, "docs", "benchmarks.md");

/** A hundred courses, a hundred times as many, and with --large as many again as take a minute to write. */
const sizes = process.argv.includes("--large") ? [100, 10_000, 100_000] : [100, 10_000];

/** Orders of a small school, a large one, and a country. */
const orders = [1000, 100_000, 1_000_000];

type Witnessed = Pick<Measured, "visits" | "idle">;
type Served = Pick<Findings, "endpoints" | "functions" | "growth" | "figures">;

async function measureServing(outdir: string): Promise<Served & Witnessed> {
  const witness = new Witness();
  const platform = await openTestPlatform({ outdir, ...witness.options });
  try {
    const endpoints = await measureEndpoints(platform, (meter) => witness.watch(platform, meter));
    const idle = await witness.rest(platform);
    const functions = callsByFunction(platform);
    refuseScans(functions);
    console.log("endpoints measured; filling the lists");
    const growth = await measureGrowth(platform, sizes);
    const figures = await measureFigures(platform, orders);
    return { endpoints, functions, growth, figures, visits: witness.visited, idle };
  } finally {
    await platform.close();
  }
}

/** A load run is one of its own, which this page keeps. */
const withLoad = (page: string, before: string): string => {
  const [, load] = /\n(## Load\n[\s\S]*?)(?=\n## |$)/.exec(before) ?? [];
  return load === undefined ? page : replaceSection(page, load);
};

function refuseScans(functions: Findings["functions"]): void {
  const scanning = [...functions].filter(([, kinds]) => [...kinds.keys()].some((kind) => /:Scan$/.test(kind)));
  if (scanning.length > 0) throw new Error(`these functions scan: ${scanning.map(([name]) => name).join(", ")}`);
}

async function measureLoading(runs?: number): Promise<Pick<Findings, "bundles" | "starts">> {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-bench-"));
  try {
    const bundles = await weighBundles(directory);
    const files = Object.fromEntries(bundles.map(({ name, file }) => [name, file]));
    console.log("bundles weighed; starting them");
    return { bundles, starts: measureStarts(files, directory, { runs }) };
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
  const found = await measureRivals();
  const sections = [goalsSection(found), rivalsSection(found)];
  const page = sections.reduce(replaceSection, withLoad(report(findings), readFileSync(document, "utf8")));
  writeFileSync(document, page);
  keep(findings, findings.starts);
  console.log(`\n${page}\nwritten to docs/benchmarks.md`);
}

/** With --endpoints: what endpoints cost, and what follows from them; the rest of the page stays as it is. */
async function measureSteps(outdir: string): Promise<void> {
  const witness = new Witness();
  const platform = await openTestPlatform({ outdir, ...witness.options });
  try {
    const endpoints = await measureEndpoints(platform, (meter) => witness.watch(platform, meter));
    refuseScans(callsByFunction(platform));
    writeFileSync(document, withEndpoints(readFileSync(document, "utf8"), endpoints));
    keep({ visits: witness.visited, idle: await witness.rest(platform) }, (await measureLoading(3)).starts);
  } finally {
    await platform.close();
  }
}

function keep({ visits, idle }: Witnessed, starts: Findings["starts"]): void {
  const loads = Object.fromEntries(starts.map(({ name, load }) => [name, Math.round(load)]));
  const day = new Date().toISOString().slice(0, 10);
  keepMeasured({ day, node: process.versions.node, visits, idle, loads });
}

async function measureServed(): Promise<void> {
  const outdir = join(root, ".build", "bench", "cdk.out");
  console.log("synthesizing");
  await synthesize(outdir);
  if (process.argv.includes("--orders")) await measureOrders(outdir);
  else await (process.argv.includes("--endpoints") ? measureSteps(outdir) : measureAll(outdir));
}

/** With --rivals: the same list by others, and what follows from it; with --bundles: what functions weigh, and their starts. */
async function measureCode(): Promise<void> {
  let page = readFileSync(document, "utf8");
  if (process.argv.includes("--bundles")) page = replaceSection(page, bundleSection(await measureLoading(5)));
  else {
    const found = await measureRivals();
    page = replaceSection(replaceSection(page, rivalsSection(found)), goalsSection(found));
  }
  writeFileSync(document, page);
}

/** With --cost: what all that costs, from the last measured figures; with --check, whether docs/cost.md says so. */
if (process.argv.includes("--cost")) process.exitCode = writeCost(process.argv.includes("--check")) ? 0 : 1;
// With --images: what drawing pictures costs, and nothing else.
else if (process.argv.includes("--images")) await measureImages();
// With --budget: what functions and endpoints may cost, in docs/budget.json; with --check, whether they keep within it.
else if (process.argv.includes("--budget")) process.exitCode = (await budget(process.argv.includes("--check"))) ? 0 : 1;
else if (process.argv.some((one) => one === "--rivals" || one === "--bundles")) await measureCode();
else await measureServed();
