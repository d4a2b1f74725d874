import { Failure } from "#contract/failure";
import { categoryPathOf } from "./category.member";
import { type Coupon, findCoupon } from "./coupon.entity";
import { discountOf, requireApplicable, requireInTime } from "./coupon.terms";
import { requireLeft } from "./coupon.use";
import { type Offer, offerOf, type Wanted } from "./offer";
import { openOrderOf } from "./order.open";
import { quoteFor } from "./quote";
import type { Session } from "./session";

/** A coupon, and what it takes off an offer; major units. */
export interface Applied {
  coupon: Coupon;
  discount: number;
}

/**
 * What a coupon does for an offer. Whether there are uses left is for the transaction that takes one.
 * @throws Failure coupon_not_found, also where it is switched off; coupon_expired, coupon_not_applicable
 */
export async function applied(code: string, offer: Offer, now: Date): Promise<Applied> {
  const coupon = await findCoupon(code);
  if (!coupon?.active) throw new Failure("coupon_not_found");
  requireInTime(coupon, now);
  requireApplicable(coupon, offer, coupon.category_ids ? await categoryPathOf(offer) : []);
  return { coupon, discount: discountOf(coupon, offer.price, offer.currency) };
}

/**
 * What something would cost with a coupon, as an order placed now would say. The use that the buyer's open order keeps
 * is theirs already.
 * @throws Failure as `applied`, coupon_exhausted, and for what is wanted
 */
export async function preview(wanted: Wanted & { code: string }, buyer: Session, now: Date) {
  const offer = await offerOf(wanted);
  const { coupon, discount } = await applied(wanted.code, offer, now);
  const { order } = await openOrderOf(buyer.id, offer.id);
  if (!order?.holding || order.coupon_code !== coupon.code) await requireLeft(coupon, buyer.id);
  const { kind, id, title, currency } = offer;
  return {
    ...{ code: coupon.code, title, currency, ...(kind === "event" ? { event_id: id } : { course_id: id }) },
    ...quoteFor(offer, { discount, address: wanted.billing_address }),
  };
}
