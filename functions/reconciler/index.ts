import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { activeProviders, type Reconciliation, reconcile } from "#core/reconciliation";
import { logger, metrics } from "#http/telemetry";

export async function handler() {
  const now = new Date();
  const found: (Reconciliation & { provider: string })[] = [];
  for (const provider of await activeProviders()) found.push({ provider, ...(await reconcile(provider, now)) });
  for (const one of found) logger.info("reconciler", { ...one });
  const count = (pick: (one: (typeof found)[number]) => string[]) =>
    found.reduce((sum, one) => sum + pick(one).length, 0);
  metrics.addMetric(
    "OrdersRepaired",
    MetricUnit.Count,
    count(({ repaired }) => repaired),
  );
  metrics.addMetric(
    "OrdersDrifted",
    MetricUnit.Count,
    count(({ drifted, strays }) => [...drifted, ...strays]),
  );
  metrics.publishStoredMetrics();
  return found;
}
