import { sweep } from "#core/sweep";
import { ungranted } from "#core/ungranted";
import { count, logger, tellMetrics } from "#http/telemetry";

/** Milliseconds: what is paid at all is paid within the half hour that it is held for, as a rule. */
const recent = 2 * 3_600_000;

/** Whoever has paid just now, and has nothing for it, is found within a minute; older orders are the reconciler's. */
async function lookForUngranted(now: Date): Promise<void> {
  const found = await ungranted(new Date(now.getTime() - recent));
  if (found.length > 0) logger.error("paid and not granted", { orders: found });
  count("PaidNotGranted", found.length);
}

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
    await lookForUngranted(now);
    return swept;
  } finally {
    tellMetrics();
  }
}
