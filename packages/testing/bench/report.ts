import type { Call } from "#local/cloud/invocation";
import { table } from "../markdown";
import type { BundleSize } from "./bundles";
import type { EndpointCost } from "./endpoints";
import type { FigureGrowth } from "./figures";
import type { Growth, ListCost } from "./growth";
import type { Start } from "./starts";
import { plainName } from "./work";

/** All that a run found out. */
export interface Findings {
  endpoints: EndpointCost[];
  /** By function: the calls of everything that the run made it do, by kind. Their number varies with conflicts. */
  functions: Map<string, Map<string, number>>;
  growth: Growth;
  figures: FigureGrowth;
  bundles: BundleSize[];
  starts: Start[];
}

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(0);

/** `GetItem, 2 × Query` */
function kinds(calls: readonly Call[], service: string): string {
  const counts = new Map<string, number>();
  for (const call of calls) if (call.service === service) counts.set(call.action, (counts.get(call.action) ?? 0) + 1);
  return [...counts].map(([action, count]) => (count === 1 ? action : `${count} × ${action}`)).join(", ") || "–";
}

const units = (calls: readonly Call[], kind: "read" | "write"): number =>
  calls.reduce((sum, call) => sum + (call.units?.[kind] ?? 0), 0);

const endpointRow = ({ name, kept, calls, rounds, stripe }: EndpointCost) => [
  name,
  kinds(calls, "dynamodb"),
  `${rounds}${kept.length > 0 ? ` (+${kept.length})` : ""}`,
  units(calls, "read"),
  units(calls, "write"),
  [kinds(calls, "cognito-idp"), kinds(calls, "s3"), stripe ? `${stripe} × Stripe` : "–"]
    .filter((one) => one !== "–")
    .join(", ") || "–",
];

const endpointTable = (endpoints: readonly EndpointCost[]): string =>
  table(["endpoint", "DynamoDB", "round trips", "read units", "write units", "others"], endpoints.map(endpointRow));

const functionTable = ({ functions }: Findings): string =>
  table(
    ["function", "calls"],
    [...functions].map(([name, counted]) => [
      plainName(name),
      [...counted.keys()]
        .map((kind) => kind.split(":")[1])
        .sort()
        .join(", ") || "–",
    ]),
  );

const sizesOf = (growth: readonly ListCost[]): number[] => [...new Set(growth.map(({ size }) => size))];

/** What it costs, and in brackets what it costs first where that differs. */
function readingOf({ warm, cold }: ListCost): string {
  const first = cold.units === warm.units ? "" : ` (${cold.calls} / ${cold.units})`;
  return `${warm.calls} / ${warm.units}${first}`;
}

function growthTable(growth: readonly ListCost[], what = "20 of", sized = "courses"): string {
  const sizes = sizesOf(growth);
  const rows = [...new Set(growth.map(({ list }) => list))].map((list) => {
    const costs = growth.filter((cost) => cost.list === list);
    const smallest = costs[0]?.time ?? 1;
    return [list, ...costs.map((cost) => `${readingOf(cost)} / ${(cost.time / smallest).toFixed(1)}×`)];
  });
  return table([what, ...sizes.map((size) => `${size.toLocaleString("en")} ${sized}`)], rows);
}

/** What figures cost as orders accumulate. */
export const figureTable = ({ counted, calls, units, costs }: FigureGrowth): string => `\
What the admins' figures cost as orders accumulate: calls / read units / time as a multiple of the smallest. The first
${counted.toLocaleString("en")} orders are in the ledger, entry by entry, and were counted by the projector, in ${calls.toFixed(2)} calls and ${units.toFixed(1)} write
units per entry. Of those beyond, the sums stand that they would have made: of a year of days, in two currencies.

${growthTable(costs, "figures", "orders")}`;

type Loading = Pick<Findings, "bundles" | "starts">;

function bundleTable({ bundles, starts }: Loading): string {
  const rows = bundles.map(({ name, bytes, gzipped, modules, parts }) => {
    const start = starts.find((one) => one.name === name);
    const memory = start ? `+${start.above.toFixed(0)}` : "–";
    const beside = parts > 0 ? kilobytes(parts) : "–";
    return [name, kilobytes(bytes), kilobytes(gzipped), modules, beside, `${start?.ratio.toFixed(1)}×`, memory];
  });
  return table(["function", "KB", "KB gzipped", "modules", "KB beside it", "init", "MB"], rows);
}

const floorOf = ({ starts }: Loading): string => {
  const floor = starts.find(({ name }) => name === "floor");
  return `${floor?.work.toFixed(1)} ms and ${floor?.memory.toFixed(0)} MB`;
};

const cellsOf = (row: string): string[] => row.split("|").map((cell) => cell.trim());

/**
 * Calls that run at the same time may look one after the other on a busy machine, never the other way round: of the
 * same calls with the same units, the fewer round trips that were ever seen are those that it takes.
 */
function withFewerTrips(table: string, before: string): string {
  const known = new Map(before.split("\n").map((row) => [cellsOf(row)[1] ?? "", row]));
  const better = (row: string): string => {
    const old = known.get(cellsOf(row)[1] ?? "") ?? row;
    const [same, was] = [cellsOf(row), cellsOf(old)];
    const alike = [2, 4, 5, 6].every((column) => same[column] === was[column]);
    const [trips, fewer] = [same[3] ?? "", was[3] ?? ""];
    return alike && Number.parseInt(fewer, 10) < Number.parseInt(trips, 10)
      ? row.replace(`| ${trips.padEnd(11)} |`, () => `| ${fewer.padEnd(11)} |`)
      : row;
  };
  return table.split("\n").map(better).join("\n");
}

/** The page with other endpoints, and else as it was. */
export const withEndpoints = (page: string, endpoints: readonly EndpointCost[]): string =>
  page.replace(/(?<=\n)\| endpoint [\s\S]*?(?=\n\n)/, (before) => withFewerTrips(endpointTable(endpoints), before));

/** The section of what functions weigh, and how they start. */
export const bundleSection = (loading: Loading): string => `## Bundles

What a start reads, and what lies beside it for the request that needs it: S3, payments, drawing, large tables. Init is the
processor's time that a fresh Node takes to load the code, as a multiple of a handler that loads \`node:https\` only
(${floorOf(loading)} on Node ${process.versions.node}, on the machine that wrote this); median of interleaved starts, without V8's
code cache. MB is memory beyond that handler's.

${bundleTable(loading)}
`;

/** The page of a run. Counts and sizes are exact and the same on every machine; ratios and MB are this one's. */
export const report = (findings: Findings): string => `# Benchmarks

Written by \`npm run bench\`, which opens the synthesized platform locally and calls every endpoint. Calls, round trips,
capacity units, bytes and modules are exact and come out the same on every machine; times are ratios within one run.

## Endpoints

Each with a believable request to a warm function. "(+1)" is the read of who is calling (half a unit), which is kept for
three seconds; "(+2)" is that and the courses' cards, kept for thirty, as is the order of a search; a secret that
had to be read anew after five minutes shows there, too. Readings are measured twice in a row: the second
costs those reads less and nothing else. Calls that run at the same time are one round trip; calls to Stripe come on top.

${endpointTable(findings.endpoints)}

## Functions

Every kind of call that a function made in the whole run, its first start included: secrets are read once per
environment and kept for five minutes. There is no Scan.

${functionTable(findings)}

## Growth

A page of 20 courses: calls / read units / time as a multiple of the smallest catalogue's. A page by number reads the
rows before it, a cursor doesn't.

${growthTable(findings.growth.lists)}

## Search

The same of what words find. The cards of twenty courses are ten of the units, whatever was searched for; the rest is what
finding them costs: a packed block per word or filter and 4,096 courses. A sort takes one call more for the blocks of its
column, one per 1,024 courses, which a function then keeps for thirty seconds: in brackets, a search that finds none kept.

${growthTable(findings.growth.searches)}

## Figures

${figureTable(findings.figures)}

${bundleSection(findings)}`;
