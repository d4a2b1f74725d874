import type { ImportReport } from "#contract/csv";

/** A report with a sentence that sums it up. */
export const importAnswer = (report: Omit<ImportReport, "message">): ImportReport => {
  const { dry_run, created, skipped, failed, total } = report;
  const done = dry_run ? `${total - skipped - failed} would be created` : `${created} created`;
  return { message: `${done}, ${skipped} skipped, ${failed} failed`, ...report };
};
