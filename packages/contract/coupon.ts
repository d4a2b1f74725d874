import * as z from "zod/mini";
import { amount, currency, id, instant, maybe, text } from "./fields";

/** However it is typed: upper case is how it is kept. */
export const couponCode = z
  .string()
  .check(
    z.trim(),
    z.minLength(3),
    z.maxLength(50),
    z.regex(/^[A-Za-z0-9_-]+$/, "must be letters, digits, hyphens and underscores"),
    z.toUpperCase(),
  );

const couponKind = z.enum(["percent", "fixed"]);

/** What it is for: any of these, and everything that is in the categories or below them. */
const ids = <Prefix extends string>(prefix: Prefix) =>
  z.array(id(prefix)).check(z.minLength(1, "must name at least one, or be null"), z.maxLength(100));

const times = z.int().check(z.minimum(1), z.maximum(1_000_000));

const fields = {
  kind: couponKind,
  /** Per cent of the price (1 to 100, whole), or an amount of `currency`. */
  value: amount.check(z.minimum(0.01, "must be more than nothing")),
  /** Of every amount here; without amounts the coupon is for any currency. */
  currency: z.nullable(currency),
  course_ids: z.nullable(ids("crs")),
  event_ids: z.nullable(ids("evt")),
  category_ids: z.nullable(ids("cat")),
  starts_at: z.nullable(instant),
  /** From then on it is over. */
  ends_at: z.nullable(instant),
  max_uses: z.nullable(times),
  max_uses_per_user: z.nullable(times),
  /** The least price that it is for. */
  min_amount: z.nullable(amount),
  /** The most that a percentage takes off. */
  max_discount: z.nullable(amount),
  active: z.boolean(),
  description: z.nullable(text(500)),
};

/** Without `course_ids`, `event_ids` and `category_ids` it is for everything. */
export const newCoupon = z.strictObject({
  code: couponCode,
  kind: couponKind,
  value: fields.value,
  currency: z.optional(fields.currency),
  course_ids: z.optional(fields.course_ids),
  event_ids: z.optional(fields.event_ids),
  category_ids: z.optional(fields.category_ids),
  starts_at: z.optional(fields.starts_at),
  ends_at: z.optional(fields.ends_at),
  max_uses: z.optional(fields.max_uses),
  max_uses_per_user: z.optional(fields.max_uses_per_user),
  min_amount: z.optional(fields.min_amount),
  max_discount: z.optional(fields.max_discount),
  active: z._default(fields.active, true),
  description: z.optional(fields.description),
});
export type NewCoupon = z.output<typeof newCoupon>;

/** Null takes a condition away. The code stays: it is in people's hands. */
export const couponChange = z.partial(z.strictObject(fields));
export type CouponChange = z.output<typeof couponChange>;

export const coupon = z.object({
  id: z.string(),
  code: z.string(),
  kind: couponKind,
  value: z.number(),
  currency: maybe(currency),
  course_ids: maybe(z.array(z.string())),
  event_ids: maybe(z.array(z.string())),
  category_ids: maybe(z.array(z.string())),
  starts_at: maybe(instant),
  ends_at: maybe(instant),
  max_uses: maybe(z.int()),
  max_uses_per_user: maybe(z.int()),
  min_amount: maybe(z.number()),
  max_discount: maybe(z.number()),
  active: z.boolean(),
  /** By orders that are completed, and by those that are yet to be paid. */
  uses: z.int(),
  description: maybe(z.string()),
  created_by: z.string(),
  created_at: instant,
  updated_at: instant,
});

/** What something would cost with a coupon. */
export const couponPreview = z.object({
  code: z.string(),
  course_id: maybe(z.string()),
  event_id: maybe(z.string()),
  title: z.string(),
  currency,
  amount: z.number(),
  discount_amount: z.number(),
  tax_amount: z.number(),
  /** amount − discount_amount + tax_amount. */
  total_amount: z.number(),
});
