import { activeProviders, type Reconciliation, reconcile } from "#core/reconciliation";
import { ungranted } from "#core/ungranted";
import { count, logger, tellMetrics } from "#http/telemetry";

/** Days back in which paid orders are looked at. */
const days = 4;

/** First, and whatever the providers answer: it is between our own rows. */
async function lookForUngranted(now: Date): Promise<void> {
  const found = await ungranted(new Date(now.getTime() - days * 24 * 3_600_000));
  if (found.length > 0) logger.error("paid and not granted", { orders: found });
  count("PaidNotGranted", found.length);
}

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
    await lookForUngranted(now);
    return await compareProviders(now);
  } finally {
    tellMetrics();
  }
}
