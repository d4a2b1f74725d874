import { activeProviders, type Reconciliation, reconcile } from "#core/reconciliation";
import { count, logger, tellMetrics } from "#http/telemetry";
import { tellUngranted } from "#http/ungranted";

/** Milliseconds back in which it is asked who has paid and has nothing: four days. */
const recent = 4 * 24 * 3_600_000;

async function compareProviders(now: Date) {
  const found: (Reconciliation & { provider: string })[] = [];
  for (const provider of await activeProviders()) found.push({ provider, ...(await reconcile(provider, now)) });
  for (const one of found) logger.info("reconciler", { ...one });
  count("OrdersRepaired", found.flatMap(({ repaired }) => repaired).length);
  count("OrdersDrifted", found.flatMap(({ drifted, strays }) => [...drifted, ...strays]).length);
  return found;
}

export async function handler() {
  const now = new Date();
  try {
    // First, and whatever the providers answer: it is between our own rows.
    await tellUngranted(new Date(now.getTime() - recent));
    return await compareProviders(now);
  } finally {
    tellMetrics();
  }
}
