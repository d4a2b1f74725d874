import { addMonths, dayOf, monthOf } from "../day";
import { Buckets } from "./sums";

/** Cohorts that are shown: those of the last twelve months. */
const shown = 12;

interface Cohort {
  cohort: string;
  learners: number;
  active: number[];
}

/** Months from one to another, both in. */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** How many of each month's new learners learned in it and in the months since. One query. */
export async function cohortsUntil(now: Date): Promise<Cohort[]> {
  const last = monthOf(dayOf(now));
  const first = addMonths(last, 1 - shown);
  const { data } = await Buckets.query
    .primary({ family: "cohorts" })
    .between({ slot: first }, { slot: `${last}~` })
    .go({ pages: "all" });
  const learners = new Map(data.map((row) => [row.slot, row.learners ?? 0]));
  return monthsBetween(first, last).map((cohort) => {
    const active = monthsBetween(cohort, last).map((month) => learners.get(`${cohort}#${month}`) ?? 0);
    return { cohort, learners: active[0] ?? 0, active };
  });
}
