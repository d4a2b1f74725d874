import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "#infra/root";
import { photograph } from "../photographs";

/** How a photograph is turned into all its variants. */
const ways = ["cascade", "each"] as const;
/** By millions of points. */
const photographs = { 12: { width: 4000, height: 3000 }, 24: { width: 6000, height: 4000 } };
const rounds = 3;

interface Measure {
  /** Milliseconds of the drawing, without start-up. */
  ms: number;
  /** Megabytes of the process at its peak, above what it had before the drawing. */
  megabytes: number;
  /** Bytes of all variants. */
  bytes: number;
}

const child = join(root, "packages/testing/bench/images-child.ts");

/** Runs one way in a process of its own, with Lambda's one malloc arena. */
function measure(way: string, file: string): Measure {
  const args = ["--import", "tsx", child, way, file];
  const env = { ...process.env, MALLOC_ARENA_MAX: "1" };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${way} failed: ${stderr}`);
  return JSON.parse(stdout) as Measure;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function typical(way: string, file: string): Measure {
  const all = Array.from({ length: rounds }, () => measure(way, file));
  const of = (name: keyof Measure) => Math.round(median(all.map((one) => one[name])));
  return { ms: of("ms"), megabytes: of("megabytes"), bytes: of("bytes") };
}

function row(megapixels: string, file: string): string {
  const [cascade, each] = ways.map((way) => typical(way, file));
  if (!cascade || !each) throw new Error("nothing was measured");
  const ratio = (name: "ms" | "megabytes") => (cascade[name] / each[name]).toFixed(2);
  const cells = [
    `${megapixels} MP`,
    ...[cascade, each].flatMap(({ ms, megabytes }) => [`${ms} ms`, `${megabytes} MB`]),
    `${ratio("ms")} / ${ratio("megabytes")}`,
    `${Math.round(cascade.bytes / 1024)} KB`,
  ];
  return `| ${cells.join(" | ")} |`;
}

async function measureRows(): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), "instaiq-images-"));
  try {
    const rows: string[] = [];
    for (const [megapixels, size] of Object.entries(photographs)) {
      const file = join(directory, `${megapixels}.jpg`);
      writeFileSync(file, await photograph(size));
      rows.push(row(megapixels, file));
    }
    return rows;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What drawing costs, against a plain loop of sharp over all sizes, in the same run; written to the documentation. */
export async function measureImages(): Promise<void> {
  const lines = [
    "# What a picture costs",
    "",
    "One photograph-like JPEG becomes the seed's JPEG and four widths in WebP and AVIF: by the resizer, which decodes once",
    `and shrinks from size to size, and by a loop that opens the file anew for each output. One thread, medians of ${rounds} runs,`,
    "each in a process of its own; memory is the peak above what the process had with everything loaded. Written by",
    "`npm run bench -- --images`.",
    "",
    "| photograph | resizer | peak | loop | peak | ratio (time / memory) | all nine files |",
    "|---|---|---|---|---|---|---|",
    ...(await measureRows()),
    "",
  ];
  writeFileSync(join(root, "docs/benchmarks-images.md"), lines.join("\n"));
  console.log(lines.join("\n"));
}
