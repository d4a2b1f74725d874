import { ungranted } from "#core/ungranted";
import { count, logger } from "./telemetry";

/** Says who has paid since then and has nothing for it, and how many they are. */
export async function tellUngranted(since: Date): Promise<void> {
  const found = await ungranted(since);
  if (found.length > 0) logger.error("paid and not granted", { orders: found });
  count("PaidNotGranted", found.length);
}
