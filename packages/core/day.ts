/** The platform counts in the days of its readers. India has one time zone, and no summer time. */
const ahead = 5.5 * 3600_000;

const oneDay = 24 * 3600_000;

/** The day in `Asia/Kolkata`: `2026-11-23`. */
export const dayOf = (now: Date): string => new Date(now.getTime() + ahead).toISOString().slice(0, 10);

/** The month of a day: `2026-11`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The day so many days later; earlier for a negative number. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * oneDay).toISOString().slice(0, 10);

/** Days from one to another, the last one left out. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / oneDay;

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(day).getUTCDay() + 6) % 7));

/** The month so many months later: `2026-11` and 3 is `2027-02`. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, 7);
}
