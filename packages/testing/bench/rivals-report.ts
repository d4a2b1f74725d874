import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#infra/root";
import { table } from "../markdown";
import { barChart } from "./chart";
import { type Rivalries, type Rivalry, titleOf } from "./rivals";

const charts = join(root, "docs", "charts");

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(0);
const times = (value: number): string => `${value.toFixed(1)}×`;
const isOurs = ({ name }: Rivalry): boolean => name.startsWith("ours");

const find = (rows: readonly Rivalry[], name: string): Rivalry => {
  const found = rows.find((row) => row.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

function rowOf(row: Rivalry, floor: Rivalry): (string | number)[] {
  const ratio = (step: "init" | "cold" | "warm") =>
    `${times(row[step].cpu / floor[step].cpu)} (${times(row[step].ms / floor[step].ms)})`;
  const sizes = `${kilobytes(row.bytes)} (${kilobytes(row.gzipped)})`;
  return [titleOf(row.name), sizes, ratio("init"), ratio("cold"), ratio("warm"), row.memory.toFixed(0)];
}

function draw(name: string, title: string, step: "cold" | "warm", { rows }: Rivalries, goal: number): void {
  const floor = find(rows, "floor");
  const bars = rows.map((row) => {
    const value = row[step].cpu / floor[step].cpu;
    return { label: titleOf(row.name), value, text: times(value), ours: isOurs(row) };
  });
  mkdirSync(charts, { recursive: true });
  writeFileSync(join(charts, `${name}.svg`), barChart(title, bars, goal));
}

const verdict = (met: boolean): string => (met ? "met" : "**not met**");

/** What performance was meant to come to, and what it came to. */
function goals({ rows }: Rivalries): string {
  const [floor, ours, cached] = ["floor", "ours", "ours, cached"].map((name) => find(rows, name)) as [
    ...[Rivalry, Rivalry, Rivalry],
  ];
  const ratio = (row: Rivalry, step: "cold" | "warm") => row[step].cpu / floor[step].cpu;
  const others = rows.filter((row) => !isOurs(row) && row.name !== "floor");
  const ahead = others.every((row) => row.cold.cpu > ours.cold.cpu);
  const size = (row: Rivalry) => row.gzipped / 1024;
  return table(
    ["what", "goal", "here", ""],
    [
      ["cold start with V8's code cache", "≤ 2.0×", times(ratio(cached, "cold")), verdict(ratio(cached, "cold") <= 2)],
      ["cold start as deployed by default", "≤ 2.0×", times(ratio(ours, "cold")), verdict(ratio(ours, "cold") <= 2)],
      ["… ahead of every other one here", "yes", ahead ? "yes" : "no", verdict(ahead)],
      ["warm, a list of 20", "≤ 3.0×", times(ratio(ours, "warm")), verdict(ratio(ours, "warm") <= 3)],
      ["bundle, KB gzipped", "≤ 155", size(ours).toFixed(0), verdict(size(ours) <= 155)],
      ["… with the code cache", "≤ 645", size(cached).toFixed(0), verdict(size(cached) <= 645)],
    ],
  );
}

/** The section of the goals that follow from a run. */
export const goalsSection = (found: Rivalries): string => `## Goals

Of the function of courses, in the processor's time as a multiple of the floor's in the same run; [below](#others) are the figures
that they follow from. How many calls and units a request costs is under [Endpoints](#endpoints), how they grow under [Growth](#growth).

${goals(found)}

The cache isn't in what is deployed by default, because it is of use only to the very Node and processor that made it:
[starts](decisions/starts.md).
`;

/** The section of what others take for the same, with two charts beside it. */
export function rivalsSection(found: Rivalries): string {
  const floor = find(found.rows, "floor");
  draw("cold", "Cold start: processor time, times the floor's", "cold", found, 2);
  draw("warm", "A warm request: processor time, times the floor's", "warm", found, 3);
  return `## Others

\`GET /api/courses?limit=20\`: validated, one query of a table behind TLS that answers the same page to all, shaped, answered. Each in
fresh processes on Node ${found.node}, which is the runtime's, ${found.runs} times in turn, medians; sources and versions are in
[rivals](../packages/testing/bench/rivals). First the processor's time as a multiple of the floor's, in brackets that of the clock,
which others on the machine lengthen. Cold is loading and the first request; warm the mean of 300 after 300. The floor took
${floor.init.cpu.toFixed(0)}, ${floor.cold.cpu.toFixed(0)} and ${floor.warm.cpu.toFixed(2)} ms. The others do less than ours: no authentication, no log line, no metric, no cursor, no
rate limit, no ETag. PostgreSQL's own time, and that of its connections, isn't in its row.

${table(
  ["handler", "KB (gzipped)", "init", "cold", "warm", "MB"],
  found.rows.map((row) => rowOf(row, floor)),
)}

![cold starts](charts/cold.svg)

![warm requests](charts/warm.svg)
${found.missing.map((one) => `\nNot measured: ${one}.\n`).join("")}`;
}
