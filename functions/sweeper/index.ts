import { sweep } from "#core/sweep";
import { count, logger, tellMetrics } from "#http/telemetry";
import { tellUngranted } from "#http/ungranted";

/** Milliseconds: what is paid at all is paid within the half hour that it is held for, as a rule. */
const recent = 2 * 3_600_000;

async function doWhatIsDue(now: Date) {
  const { done, failed } = await sweep(now);
  for (const { work, error } of failed) logger.error("sweeper", { work, cause: work.cause, error: error as Error });
  if (done + failed.length > 0) logger.info("sweeper", { done, failed: failed.length });
  count("SweepFailures", failed.length);
  return { done, failed: failed.length };
}

/** What has been counted is told whatever fails after it. */
export async function handler() {
  const now = new Date();
  try {
    const swept = await doWhatIsDue(now);
    // Whoever has paid just now is found within a minute; older orders are the reconciler's.
    await tellUngranted(new Date(now.getTime() - recent));
    return swept;
  } finally {
    tellMetrics();
  }
}
