import type { Enrollment } from "../enrollment.entity";
import type { Progress } from "../progress.entity";
import { activeMonths, noteActivity } from "./learner";

type Row = Record<string, unknown>;

// Both are rows of these entities, which name what is asked for alike.
const monthsIn = (row: Row | undefined): string[] => (row ? activeMonths(row as Partial<Enrollment & Progress>) : []);

/** Notes the months in which an enrollment or progress says that somebody learned, and didn't say before. */
export async function followActivity({ before, after }: { before?: Row; after?: Row }): Promise<void> {
  const known = monthsIn(before);
  const months = monthsIn(after).filter((month) => !known.includes(month));
  if (months.length > 0) await noteActivity(String(after?.user_id), months);
}
