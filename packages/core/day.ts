/** The platform counts in the days of its readers. India has one time zone, and no summer time. */
const ahead = 5.5 * 3600_000;

/** The day in `Asia/Kolkata`: `2026-11-23`. */
export const dayOf = (now: Date): string => new Date(now.getTime() + ahead).toISOString().slice(0, 10);
