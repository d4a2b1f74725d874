import { recorded } from "./journal";
import { toMajor, toMinor } from "./money";
import type { Order } from "./order.entity";
import { move } from "./settlement";
import type { Step } from "./transaction";

/** What an order tells, in minor units. */
export const minor = (order: Order, major: number): number => toMinor(major, order.currency);

/** All of its money is on its way back: whoever asked for it may have given up what was bought already. */
export const goesBack = (order: Order): boolean =>
  order.refund_pending > 0 &&
  minor(order, order.refund_pending + order.refunded_amount) >= minor(order, order.total_amount);

/**
 * The steps of an order whose seat is given up, and whose money no provider can be asked for: it was settled by hand, or
 * the buyer's bank holds it. What is left is owed to the buyer, and for a person to look at.
 */
export function owedByHand(order: Order, now: Date): Step[] {
  if (goesBack(order)) return [];
  const left = toMajor(minor(order, order.total_amount) - minor(order, order.refunded_amount), order.currency);
  const drift = order.drift ?? `its seat is given up: ${left} ${order.currency} are owed to the buyer`;
  return [move(order, { owed: true, drift }, now), recorded(order, { what: "drifted", detail: { drift } }, now)];
}
