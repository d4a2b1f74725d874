import { Failure } from "#contract/failure";
import { timelineOf } from "./journal";
import { toMajor } from "./money";

/** What happened to an order, as it goes out. @throws Failure order_not_found: every order begins with an entry. */
export async function timeline(order_id: string) {
  const entries = await timelineOf(order_id);
  if (entries.length === 0) throw new Failure("order_not_found");
  return entries.map(({ at, what, money, currency, by, detail = {} }) => ({
    ...{ at, what, money: toMajor(money, currency), currency, by, detail },
  }));
}
