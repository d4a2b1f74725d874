import type { Outcome, Plot } from "./history";
import { Shrinking, type Shrunk } from "./shrink";

/** What `npm run simulate -- --history …` plays again: seed, seats and steps. */
export const written = ({ seed, capacity, steps }: Plot): string =>
  [seed, capacity, ...steps.map((step) => step.toString(36))].join(":");

export function read(history: string): Plot {
  const [seed = "", capacity = "", ...steps] = history.split(":");
  return { seed: Number(seed), capacity: Number(capacity), steps: steps.map((step) => Number.parseInt(step, 36)) };
}

function described({ plot, outcome, tries }: Shrunk, seed: number): string {
  return [
    `In the history of seed ${seed}: ${outcome.violations.join("; ")}`,
    `The smallest one that breaks so has ${plot.steps.length} steps (${tries} were tried):`,
    ...outcome.told.map((line) => `  ${line}`),
    `Again: npm run simulate -- --seed ${seed}`,
    `The smallest again: npm run simulate -- --history ${written(plot)}`,
  ].join("\n");
}

/** Tells of a history in which something breaks, and of the smallest like it. */
export async function report(plot: Plot, outcome: Outcome): Promise<string> {
  return described(await Shrinking.of(plot, outcome), plot.seed);
}
