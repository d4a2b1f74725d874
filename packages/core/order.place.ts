import { isDeepStrictEqual } from "node:util";
import { numberSetting, setting } from "#adapters/environment";
import type { BillingAddress } from "#contract/billing-address";
import { Failure } from "#contract/failure";
import { type ProviderName, providerName } from "#contract/order";
import { CheckoutTaken, openCheckout } from "./checkout";
import { type Applied, applied } from "./coupon.apply";
import { requireSomeLeft, useOf, useReturned } from "./coupon.use";
import { schedule } from "./due";
import { newId } from "./id";
import { recorded } from "./journal";
import { kinds, type Offer, subjectOf } from "./offer";
import { type Order, Orders } from "./order.entity";
import { listOf } from "./order.lists";
import { openOrderOf } from "./order.open";
import { closePayment } from "./payment";
import { quoteFor } from "./quote";
import type { Session } from "./session";
import { ended, MovedOn, settle } from "./settlement";
import { count } from "./tally";
import { commit, type Step, step } from "./transaction";

/** How a buyer wants to order. */
export interface Wishes {
  coupon_code?: string;
  billing_address?: BillingAddress;
  provider?: ProviderName;
}

/** The first look at an unpaid order, for a webhook that was lost; milliseconds. */
const firstCheck = 2 * 60_000;

function draft(offer: Offer, buyer: Session, wishes: Wishes, coupon: Applied | undefined, now: Date): Order {
  const { kind, id, title, currency, category_id } = offer;
  const { billing_address: address, provider = providerName.parse(setting("PAYMENT_PROVIDER")) } = wishes;
  const expires = new Date(now.getTime() + numberSetting("HOLD_MINUTES") * 60_000);
  return {
    ...{ id: newId("ord", now), user_id: buyer.id, title, category_id },
    ...(kind === "event" ? { event_id: id } : { course_id: id }),
    ...{ buyer_name: buyer.name, buyer_email: buyer.email, billing_address: address, provider },
    ...(coupon ? { coupon_id: coupon.coupon.id, coupon_code: coupon.coupon.code } : {}),
    ...{ state: "pending", holding: true, revision: 1, currency },
    ...quoteFor(offer, { discount: coupon?.discount, address }),
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

const isOver = ({ expires_at }: Order, now: Date): boolean => expires_at <= now.toISOString();

/**
 * Whether an open order is what is asked for. Without a coupon is without a coupon; an address or a provider that isn't
 * named is no other one.
 */
const suits = (order: Order, { coupon_code, billing_address, provider }: Wishes): boolean =>
  order.coupon_code === coupon_code?.toUpperCase() &&
  (billing_address === undefined || isDeepStrictEqual(order.billing_address, billing_address)) &&
  (provider === undefined || order.provider === provider);

/**
 * Sees to it that an order can't be paid any more.
 * @returns closed: another can take its place; stuck: its payment is under way, or isn't what was asked for; settled
 * otherwise
 */
async function closed(order: Order, now: Date): Promise<"closed" | "stuck" | "settled"> {
  const proof = await closePayment(order);
  if (proof.outcome === "cancelled") return "closed";
  const { state } = await settle(order.id, proof, now);
  return state === "pending" ? "stuck" : "settled";
}

const underWay = () => new Failure("wrong_state", { detail: "The order that you have open is being paid" });

/** A coupon's use for an order; one that the order before it has of the same coupon goes on to it. */
function useFor(order: Order, coupon: Applied | undefined, before?: Order): Step[] {
  if (before && before.coupon_code === order.coupon_code) return [];
  const stale = () => new MovedOn();
  return [...(before ? useReturned(before) : []), ...(coupon ? useOf(coupon.coupon, order.user_id, stale) : [])];
}

/** What an order keeps goes to the next one in one step, so that nobody comes between. */
function replaced(before: Order, order: Order, offer: Offer, now: Date): Step[] {
  const happening = { by: order.user_id, detail: { replaced_by: order.id } };
  return [...ended(before, happening, now), ...kinds[offer.kind].handOver(offer, now)];
}

/** An order whose time is over is the sweeper's; but a use of a coupon that it still keeps may be the buyer's last one. */
const concerns = (order: Order, now: Date): boolean => !isOver(order, now) || order.coupon_code !== undefined;

/** @returns undefined when what was read has moved on */
async function tryToOrder(offer: Offer, buyer: Session, wishes: Wishes, now: Date): Promise<Order | undefined> {
  const { previous, order: latest } = await openOrderOf(buyer.id, offer.id);
  const open = latest && concerns(latest, now) ? latest : undefined;
  if (open && suits(open, wishes) && !isOver(open, now)) return open;
  // A coupon that can't be used doesn't cost anybody the order that they have.
  const coupon = wishes.coupon_code ? await applied(wishes.coupon_code, offer, now) : undefined;
  if (coupon && open?.coupon_code !== coupon.coupon.code) requireSomeLeft(coupon.coupon);
  const order = draft(offer, buyer, wishes, coupon, now);
  const standing = open && (await closed(open, now));
  if (standing === "settled") return undefined;
  if (open && standing === "stuck" && !isOver(open, now)) throw underWay();
  const before = standing === "closed" ? open : undefined;
  const kept = before ? replaced(before, order, offer, now) : await kinds[offer.kind].hold(offer, buyer, now);
  return place(order, [...kept, ...useFor(order, coupon, before)], previous, now);
}

const hasMovedOn = (error: unknown): boolean => error instanceof CheckoutTaken || error instanceof MovedOn;

/**
 * The buyer's open order for something, or a new one, which keeps it for the buyer and takes the place of an open one
 * that was asked for in another way.
 * @throws Failure already_enrolled, already_registered, event_full, event_over, why a coupon can't be used, wrong_state
 */
export async function openOrder(offer: Offer, buyer: Session, wishes: Wishes, now: Date): Promise<Order> {
  for (;;) {
    try {
      const order = await tryToOrder(offer, buyer, wishes, now);
      if (order) return order;
    } catch (error) {
      if (!hasMovedOn(error)) throw error;
    }
  }
}
