import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { sweep } from "#core/sweep";
import { logger, metrics } from "#http/telemetry";

export async function handler() {
  const { done, failed } = await sweep(new Date());
  for (const { work, error } of failed) logger.error("sweeper", { work, error: error as Error });
  if (done + failed.length > 0) logger.info("sweeper", { done, failed: failed.length });
  metrics.addMetric("SweepFailures", MetricUnit.Count, failed.length);
  metrics.publishStoredMetrics();
  return { done, failed: failed.length };
}
