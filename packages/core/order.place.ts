import { numberSetting } from "#adapters/environment";
import type { BillingAddress } from "#contract/billing-address";
import { CheckoutTaken, openCheckout, openedOrder } from "./checkout";
import { schedule } from "./due";
import { newId } from "./id";
import { recorded } from "./journal";
import { kinds, type Offer, subjectOf } from "./offer";
import { type Order, Orders } from "./order.entity";
import { listOf } from "./order.lists";
import { quoteFor } from "./quote";
import type { Session } from "./session";
import { find } from "./settlement";
import { count } from "./tally";
import { commit, type Step, step } from "./transaction";

/** How a buyer wants to order. */
export interface Wishes {
  billing_address?: BillingAddress;
  provider: string;
}

/** The first look at an unpaid order, for a webhook that was lost; milliseconds. */
const firstCheck = 2 * 60_000;

function draft(offer: Offer, buyer: Session, { billing_address, provider }: Wishes, now: Date): Order {
  const { kind, id, title, currency, category_id } = offer;
  const expires = new Date(now.getTime() + numberSetting("HOLD_MINUTES") * 60_000);
  return {
    ...{ id: newId("ord", now), user_id: buyer.id, title, category_id },
    ...(kind === "event" ? { event_id: id } : { course_id: id }),
    ...{ buyer_name: buyer.name, buyer_email: buyer.email, billing_address, provider },
    ...{ state: "pending", holding: true, revision: 1, currency, ...quoteFor(offer, { address: billing_address }) },
    ...{ refunded_amount: 0, refund_pending: 0, disputed_amount: 0 },
    ...{ expires_at: expires.toISOString(), created_at: now.toISOString(), updated_at: now.toISOString() },
  };
}

async function place(order: Order, kept: Step[], previous: string | undefined, now: Date): Promise<Order> {
  const { user_id, id: order_id } = order;
  const ttl = Math.floor(now.getTime() / 1000) + 24 * 3600;
  await commit([
    step(Orders.create(order).params()),
    openCheckout({ user_id, subject_id: subjectOf(order), order_id, ttl }, previous),
    schedule("check-order", order_id, new Date(now.getTime() + firstCheck)),
    recorded(order, { what: "placed", by: user_id }, now),
    count(listOf(user_id), 1),
    ...kept,
  ]);
  return order;
}

const isOpen = (order: Order | undefined, now: Date): order is Order =>
  order?.state === "pending" && order.expires_at > now.toISOString();

/**
 * The buyer's open order for something, or a new one, which keeps it for the buyer.
 * @throws Failure already_enrolled, already_registered, event_full, event_over
 */
export async function openOrder(offer: Offer, buyer: Session, wishes: Wishes, now: Date): Promise<Order> {
  for (;;) {
    const previous = await openedOrder(buyer.id, offer.id);
    const open = previous ? await find(previous) : undefined;
    if (isOpen(open, now)) return open;
    const kept = await kinds[offer.kind].hold(offer, buyer, now);
    try {
      return await place(draft(offer, buyer, wishes, now), kept, previous, now);
    } catch (error) {
      if (!(error instanceof CheckoutTaken)) throw error;
    }
  }
}
