import type { Interval } from "#contract/analytics";
import { Failure } from "#contract/failure";
import { addDays, addMonths, dayOf, daysBetween, mondayOf, monthOf } from "../day";

/** Days from the first to the last, both in, as whole days, weeks or months. */
export interface Period {
  from: string;
  to: string;
  interval: Interval;
}

interface Asked {
  from?: string;
  to?: string;
  interval: Interval;
}

/** Most days that are asked for: what bounds the rows of an answer, and of the reading that it takes. */
const most: Record<Interval, { days: number; called: string }> = {
  day: { days: 366, called: "366 days" },
  week: { days: 731, called: "2 years" },
  month: { days: 3653, called: "10 years" },
};

const firstOf = (month: string): string => `${month}-01`;

const lastOf = (month: string): string => addDays(firstOf(addMonths(month, 1)), -1);

const usual: Record<Interval, (to: string) => string> = {
  day: (to) => addDays(to, -29),
  week: (to) => addDays(to, -7 * 11),
  month: (to) => firstOf(addMonths(monthOf(to), -11)),
};

/** The first day of the interval that a day is in. */
export const startOf: Record<Interval, (day: string) => string> = {
  day: (day) => day,
  week: mondayOf,
  month: (day) => firstOf(monthOf(day)),
};

const endOf: Record<Interval, (day: string) => string> = {
  day: (day) => day,
  week: (day) => addDays(mondayOf(day), 6),
  month: (day) => lastOf(monthOf(day)),
};

const nextAfter: Record<Interval, (day: string) => string> = {
  day: (day) => addDays(day, 1),
  week: (day) => addDays(day, 7),
  month: (day) => firstOf(addMonths(monthOf(day), 1)),
};

const refused = (message: string) => new Failure("invalid_input", { errors: [{ path: "query.from", message }] });

/** The period that is asked for, widened to whole intervals. @throws Failure invalid_input when it is none, or too long */
export function periodOf({ from: first, to = "", interval }: Asked, now: Date): Period {
  const last = to || dayOf(now);
  const from = first ?? usual[interval](last);
  if (from > last) throw refused("must not be after to");
  const { days, called } = most[interval];
  if (daysBetween(from, last) >= days)
    throw refused(`must be at most ${called} before to, for an interval of a ${interval}`);
  return { from: startOf[interval](from), to: endOf[interval](last), interval };
}

/** The first day of each of its intervals. */
export function startsOf({ from, to, interval }: Period): string[] {
  const starts: string[] = [];
  for (let day = from; day <= to; day = nextAfter[interval](day)) starts.push(day);
  return starts;
}
