import * as z from "zod/mini";
import { billingAddress } from "./billing-address";
import { currency, instant, maybe } from "./fields";

/** The one state machine of an order; payment_status and order_status are derived from it. */
export const orderState = z.enum(["pending", "completed", "failed", "cancelled", "refunded", "partially_refunded"]);

/** Who takes the payment. */
export const providerName = z.enum(["stripe", "razorpay"]);
export type ProviderName = z.infer<typeof providerName>;

export const paymentStatus = z.enum(["pending", "completed", "failed", "refunded"]);
export const orderStatus = z.enum(["pending", "confirmed", "processing", "completed", "cancelled"]);

/** How the tax came about, in major units. CGST and SGST (UTGST in a union territory), or IGST: what isn't due is 0. */
export const orderTax = z.object({
  /** Percent; 0 where none is due. */
  rate: z.number(),
  /** Whether the price has it in it, or it comes on top. */
  mode: z.enum(["inclusive", "exclusive"]),
  /** By its GST code: `29-Karnataka`; `96-Other Country` is an export. */
  place_of_supply: z.string(),
  /** Service accounting code. */
  sac: z.string(),
  cgst: z.number(),
  sgst: z.number(),
  igst: z.number(),
});

export const order = z.object({
  id: z.string(),
  /** The same as id. */
  order_id: z.string(),
  user_id: z.string(),
  course_id: maybe(z.string()),
  event_id: maybe(z.string()),
  /** What was bought, as it was called then. */
  title: z.string(),
  buyer: z.object({ name: z.string(), email: z.string() }),
  state: orderState,
  payment_status: paymentStatus,
  order_status: orderStatus,
  /** Without the tax, as is the discount. */
  amount: z.number(),
  discount_amount: z.number(),
  tax_amount: z.number(),
  tax: maybe(orderTax),
  /** amount − discount_amount + tax_amount. */
  total_amount: z.number(),
  refunded_amount: z.number(),
  currency,
  /** Asked for by us, and not yet confirmed by the provider. */
  refund_pending: z._default(z.number(), 0),
  /** Held back by the buyer's bank. */
  disputed_amount: z._default(z.number(), 0),
  coupon_code: maybe(z.string()),
  /** Paid, but it could not be granted: all of it goes back. */
  returning: z._default(z.boolean(), false),
  payment_method: maybe(z.string()),
  provider: maybe(z.string()),
  /** The provider's record of the order: `pi_…`, `order_…`. */
  transaction_id: maybe(z.string()),
  /** The payment that completed it: `pi_…`, `pay_…`. */
  gateway_transaction_id: maybe(z.string()),
  invoice_number: maybe(z.string()),
  billing_address: maybe(billingAddress),
  notes: maybe(z.string()),
  /** Unpaid by then, it is given up. */
  expires_at: instant,
  paid_at: maybe(instant),
  created_at: instant,
  updated_at: instant,
});

export const payment = z.object({
  provider: providerName,
  payment_id: z.string(),
  /** What Stripe's elements confirm it with; Razorpay's checkout takes the `payment_id` as its order. */
  client_secret: maybe(z.string()),
  publishable_key: z.string(),
  checkout_url: z.optional(z.string()),
});

export const refundStatus = z.enum(["requested", "succeeded", "failed"]);

export const refund = z.object({
  id: z.string(),
  order_id: z.string(),
  amount: z.number(),
  currency,
  status: refundStatus,
  reason: maybe(z.string()),
  requested_at: instant,
  settled_at: maybe(instant),
});

/** What happened to an order; `money` in major units: what came in, negative what went out. */
export const orderEvent = z.object({
  at: instant,
  what: z.string(),
  money: z.number(),
  currency,
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
