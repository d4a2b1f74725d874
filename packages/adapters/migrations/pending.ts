import { courseTotals } from "./2026-11-course-totals";
import type { Migration } from "./migration";

/**
 * In the order in which they apply. One leaves the list, and its file goes, a release after every stage has said that it
 * is done: see docs/decisions/migrations.md.
 */
export const migrations: readonly Migration[] = [courseTotals];
