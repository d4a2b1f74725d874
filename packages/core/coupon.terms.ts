import { Failure } from "#contract/failure";
import type { Currency } from "#contract/fields";
import type { Coupon } from "./coupon.entity";
import { format, shareOf } from "./money";

// What a coupon says about a price: pure, so that a preview and an order can't differ.

interface Offered {
  kind: "course" | "event";
  id: string;
  price: number;
  currency: Currency;
}

type Discount = Pick<Coupon, "kind" | "value" | "max_discount">;

/** What a coupon takes off a price, in major units: never more than the price. */
export function discountOf({ kind, value, max_discount }: Discount, price: number, currency: Currency): number {
  const wanted = kind === "fixed" ? value : Math.min(shareOf(price, value, currency), max_discount ?? price);
  return Math.min(wanted, price);
}

/** @param path ids of the categories that the offer is in */
function isInScope({ course_ids, event_ids, category_ids }: Coupon, { kind, id }: Offered, path: string[]): boolean {
  if (!course_ids && !event_ids && !category_ids) return true;
  const named = (kind === "course" ? course_ids : event_ids)?.includes(id) ?? false;
  return named || path.some((category) => category_ids?.includes(category) ?? false);
}

/** @throws Failure coupon_expired, before its time too */
export function requireInTime({ starts_at, ends_at }: Pick<Coupon, "starts_at" | "ends_at">, now: Date): void {
  const at = now.toISOString();
  if (starts_at && at < starts_at) throw new Failure("coupon_expired", { detail: `It is valid from ${starts_at} on` });
  if (ends_at && at >= ends_at) throw new Failure("coupon_expired", { detail: `It was valid until ${ends_at}` });
}

function objection(coupon: Coupon, offer: Offered, path: string[]): string | undefined {
  const { currency, min_amount } = coupon;
  if (!isInScope(coupon, offer, path)) return `It is not for this ${offer.kind}`;
  if (currency && currency !== offer.currency) return `It is for prices in ${currency}`;
  if (currency && min_amount !== undefined && offer.price < min_amount)
    return `It is for prices from ${format(min_amount, currency)} on`;
  if (discountOf(coupon, offer.price, offer.currency) === 0) return "It takes nothing off this price";
  return undefined;
}

/** @throws Failure coupon_not_applicable */
export function requireApplicable(coupon: Coupon, offer: Offered, path: string[]): void {
  const detail = objection(coupon, offer, path);
  if (detail) throw new Failure("coupon_not_applicable", { detail });
}
