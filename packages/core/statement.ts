import type { Statement } from "#adapters/payment";
import { settleDispute } from "./dispute";
import type { Order } from "./order.entity";
import { settleRefund } from "./refund";
import { type Proof, settle } from "./settlement";

/**
 * Brings an order to all that its provider has on it: payment first, then what went back. What order the events came in
 * doesn't matter, because each has the whole looked at.
 */
export async function settleStatement(
  order_id: string,
  { refunds, disputes, ...evidence }: Statement,
  now: Date,
  record?: Proof["record"],
): Promise<Order> {
  let order = await settle(order_id, { ...evidence, record }, now);
  for (const refund of refunds) order = await settleRefund(order_id, refund, evidence.provider, now);
  for (const dispute of disputes) order = await settleDispute(order_id, dispute, now);
  return order;
}
