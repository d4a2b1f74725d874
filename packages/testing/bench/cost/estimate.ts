import type { Measured } from "../kept";
import { type Occasions, occasions, traces } from "./model";
import { plus, type Quantities, times } from "./quantities";
import type { Stand } from "./stands";
import type { Scale } from "./traffic";

/** What a month costs at one scale and share of hits. */
export interface Estimate {
  learners: number;
  hits: number;
  occasions: Occasions;
  /** All of it, with what stands there. */
  month: Quantities;
}

export function estimate(measured: Measured, stand: Stand, { learners, cold }: Scale, hits: number): Estimate {
  const done = occasions(measured, { terms: stand.terms, cold, loads: measured.loads }, hits);
  const used = plus(stand.standing, stand.resting, times(done.month, learners));
  return { learners, hits, occasions: done, month: plus(used, traces(used)) };
}
