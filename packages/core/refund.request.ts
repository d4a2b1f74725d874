import { schedule } from "./due";
import { newId } from "./id";
import { recorded } from "./journal";
import type { Order } from "./order.entity";
import { type Refund, Refunds } from "./refund.entity";
import { type Step, step } from "./transaction";

interface Request {
  /** Major units. */
  amount: number;
  reason: string;
  by: string;
}

/**
 * A refund that is asked for: the steps put it on record and make sure that it is sent, whatever happens to this
 * process. The order's own `refund_pending` is moved by whoever moves the order.
 */
export function requested(order: Order, { amount, reason, by }: Request, now: Date): { refund: Refund; steps: Step[] } {
  const refund: Refund = {
    ...{ id: newId("rfd", now), order_id: order.id, amount, currency: order.currency, status: "requested" },
    ...{ reason, by, requested_at: now.toISOString() },
  };
  const detail = { refund_id: refund.id, amount, reason };
  return {
    refund,
    steps: [
      step(Refunds.create(refund).params()),
      schedule("send-refund", `${order.id}/${refund.id}`, now),
      recorded(order, { what: "refund_requested", by, detail }, now),
    ],
  };
}
