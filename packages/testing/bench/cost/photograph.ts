import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "#infra/root";

/** Milliseconds of drawing a photograph of 12 million points on one processor, as `npm run bench -- --images` has measured it. */
export function photographMs(): number {
  const page = readFileSync(join(root, "docs", "benchmarks-images.md"), "utf8");
  const [, ms] = /^\| 12 MP \| (\d+) ms /m.exec(page) ?? [];
  if (!ms) throw new Error("docs/benchmarks-images.md has no photograph of 12 MP");
  return Number(ms);
}
