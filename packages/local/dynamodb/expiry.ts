import type { Context } from "./context";
import { expiryKey, type TableStore } from "./table-store";

/** DynamoDB ignores expiries further back, to spare items from a mistaken unit. */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;

/** Deletes what has expired by now, in every table. @returns how many items */
export async function sweepExpired(context: Context): Promise<number> {
  const counts = await Promise.all(context.tables.all().map((store) => sweepTable(context, store)));
  return counts.reduce((total, count) => total + count, 0);
}

async function sweepTable({ ledger, clock }: Context, store: TableStore): Promise<number> {
  const now = Math.floor(clock() / 1000);
  const range = { gte: expiryKey(Math.max(0, now - OLDEST_SECONDS)), lt: expiryKey(now) };
  let count = 0;
  for await (const [, key] of store.expiries.entries(range)) {
    const before = store.items.staged(key);
    const expiry = store.expiry(before);
    // A write since the range was read may have moved or removed the expiry.
    if (expiry === undefined || expiry >= now) continue;
    await ledger.apply([{ store, key, before, after: undefined }], { expiry: true });
    count += 1;
  }
  return count;
}
