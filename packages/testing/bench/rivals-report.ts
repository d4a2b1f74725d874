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

/** What was meant to come to a multiple of the floor, and what it came to. */
function goalOf(what: string, most: number, row: Rivalry, floor: Rivalry, step: "cold" | "warm"): string[] {
  const [clock, processor] = [row[step].ms / floor[step].ms, row[step].cpu / floor[step].cpu];
  const both = clock <= most === processor <= most;
  const split = `met by the ${clock <= most ? "clock" : "processor"}, **not by the ${clock <= most ? "processor" : "clock"}**`;
  return [what, `≤ ${most.toFixed(1)}×`, clock.toFixed(2), processor.toFixed(2), both ? verdict(clock <= most) : split];
}

/** What performance was meant to come to, and what it came to. */
function goals({ rows }: Rivalries): string {
  const [floor, ours, cached] = [find(rows, "floor"), find(rows, "ours"), find(rows, "ours, cached")];
  const others = rows.filter((row) => !isOurs(row) && row.name !== "floor");
  const ahead = others.every((row) => row.cold.cpu > ours.cold.cpu && row.cold.ms > ours.cold.ms);
  const size = (what: string, most: number, { gzipped }: Rivalry) => [
    ...[what, `≤ ${most} KB`, `${kilobytes(gzipped)} KB`, "", verdict(gzipped / 1024 <= most)],
  ];
  return table(
    ["what", "goal", "by the clock", "by the processor", ""],
    [
      goalOf("cold start, as deployed by default", 2, ours, floor, "cold"),
      goalOf("cold start, with V8's code cache", 2, cached, floor, "cold"),
      ["… by default, ahead of every other one here", "yes", ahead ? "yes" : "no", "", verdict(ahead)],
      goalOf("warm, a list of 20", 3, ours, floor, "warm"),
      size("bundle, gzipped", 155, ours),
      size("… with the code cache", 645, cached),
    ],
  );
}

/** The section of the goals that follow from a run. */
export const goalsSection = (found: Rivalries): string => `## Goals

Of the function of courses, as a multiple of the floor's in the same run; [below](#others) are the figures that they follow from. The
goals were set by the clock, of which a busy machine makes less difference between handlers than there is; so both are here. How many calls and units a request costs is under [Endpoints](#endpoints), how they grow under [Growth](#growth).

${goals(found)}

| what | goal | here |
|---|---|---|
| DynamoDB calls: a read or a list, any write, in init | 1 (and who is calling), 1 transaction, 0 | met but for the joins that [a test](../packages/testing/e2e/budget.test.ts) lists with reasons, and counters of attempts |
| read units per page of 20 | 2 | 2.5 at worst, with cards as long as they can be believed to be: **not met**; half a unit of it is the row of the total |
| growth at 1,000 times the data | flat | met by lists and figures; searches by words grow from 10.5 to 16.5 units |
| pictures | 85 ms, 2.5 s | [apart](benchmarks-images.md) |

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

Many requests to one process of ours, 4,000 after 4,000: its heap, collected, after each quarter of the second half is
${found.quarters.map((one) => one.toFixed(1)).join(", ")} MB.
${found.missing.map((one) => `\nNot measured: ${one}.\n`).join("")}`;
}
