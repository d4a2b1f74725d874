import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { dayOf, monthOf } from "../day";
import type { Enrollment } from "../enrollment.entity";
import type { Progress } from "../progress.entity";
import { added } from "./dated";
import type { Fact } from "./fact";

/** In which months somebody learned: enrolled in something, or completed a lesson. Months are only ever added. */
const Learners = new Entity(
  {
    model: { service: "iq", entity: "learner", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      months: { type: "set", items: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "learner", casing: "none" },
      },
    },
  },
  store,
);
type Learner = EntityItem<typeof Learners>;

const monthAt = (at: string): string => monthOf(dayOf(new Date(at)));

/** The months that an enrollment or somebody's progress tells of. */
export const activeMonths = (row: Partial<Enrollment & Progress>): string[] => [
  ...new Set(
    [...(row.enrollment_date ? [row.enrollment_date] : []), ...Object.values(row.completed ?? {})].map(monthAt),
  ),
];

/** Notes that somebody learned in these months; twice is as once. */
export async function noteActivity(user_id: string, months: string[]): Promise<void> {
  await Learners.upsert({ user_id }).add({ months }).go();
}

/** The cohort is the first of the months, whichever is heard of first. */
export function learnerFacts({ months }: Learner): Fact[] {
  const [cohort, ...later] = [...months].sort();
  if (cohort === undefined) return [];
  return [cohort, ...later].flatMap((month) =>
    added({ family: "cohorts", slot: `${cohort}#${month}` }, { learners: 1 }),
  );
}
