import type { Migration } from "./migration";

/** Courses kept no sums until they had their first lesson. Whoever read them had to know. */
export const courseTotals: Migration = {
  id: "2026-11-course-totals",
  about: "a course without lessons says that it has none",
  entities: ["course"],
  change: ({ lesson_count, duration_seconds }) =>
    lesson_count === undefined || duration_seconds === undefined
      ? { set: { lesson_count: lesson_count ?? 0, duration_seconds: duration_seconds ?? 0 } }
      : undefined,
};
