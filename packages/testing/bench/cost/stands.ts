import { type StageName, stages } from "#infra/stages";
import { Resources } from "../../template/resources";
import { synthesize } from "../../template/synthesis";
import type { Measured } from "../kept";
import { schedules } from "./model";
import type { Quantities } from "./quantities";
import { standing, type Terms, termsOf } from "./standing";

/** What a stage has, and does without anybody. */
export interface Stand {
  terms: Terms;
  standing: Quantities;
  resting: Quantities;
  /** What schedules of other figures would do. */
  restingOf: (measured: Measured) => Quantities;
}

function standOf(stage: StageName, measured: Measured): Stand {
  const resources = new Resources(synthesize(stage), stage);
  const terms = termsOf(resources);
  const restingOf = (figures: Measured) => schedules(figures, { terms, cold: 0, loads: figures.loads });
  return { terms, standing: standing(resources), resting: restingOf(measured), restingOf };
}

/** Every stage, as its template has it. */
export function standsOf(measured: Measured): Record<StageName, Stand> {
  const names = Object.keys(stages) as StageName[];
  const all = names.map((stage) => [stage, standOf(stage, measured)] as const);
  return Object.fromEntries(all) as Record<StageName, Stand>;
}
