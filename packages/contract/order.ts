import * as z from "zod/mini";
import { currency, instant, line, maybe } from "./fields";

/** The one state machine of an order; payment_status and order_status are derived from it. */
export const orderState = z.enum(["pending", "completed", "failed", "cancelled", "refunded", "partially_refunded"]);

/** Who takes the payment. */
export const providerName = z.enum(["stripe", "razorpay"]);
export type ProviderName = z.infer<typeof providerName>;

export const paymentStatus = z.enum(["pending", "completed", "failed", "refunded"]);
export const orderStatus = z.enum(["pending", "confirmed", "processing", "completed", "cancelled"]);

export const billingAddress = z.strictObject({
  name: line(255),
  line1: line(255),
  line2: z.optional(line(255)),
  city: line(100),
  state: line(100),
  country: line(100),
  pincode: line(10),
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
  amount: z.number(),
  discount_amount: z.number(),
  tax_amount: z.number(),
  /** amount − discount_amount + tax_amount. */
  total_amount: z.number(),
  refunded_amount: z.number(),
  currency,
  payment_method: maybe(z.string()),
  provider: maybe(z.string()),
  /** The provider's payment, `pi_…`. */
  gateway_transaction_id: maybe(z.string()),
  billing_address: maybe(billingAddress),
  notes: maybe(z.string()),
  /** Unpaid by then, it is given up. */
  expires_at: instant,
  paid_at: maybe(instant),
  created_at: instant,
  updated_at: instant,
});

export const payment = z.object({
  provider: z.literal("stripe"),
  payment_id: z.string(),
  client_secret: z.string(),
  publishable_key: z.string(),
  checkout_url: z.optional(z.string()),
});
