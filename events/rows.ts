import * as z from "zod/mini";
import { billingAddress } from "#contract/billing-address";
import { currency } from "#contract/fields";
import { orderTax } from "#contract/order";
import type { Certificate } from "#core/certificate.entity";
import type { Enrollment } from "#core/enrollment.entity";
import type { CreditNote, Invoice } from "#core/invoice.entity";
import type { Link } from "#core/link";
import type { Notice } from "#core/notice.entity";
import type { Order } from "#core/order.entity";
import type { Registration } from "#core/registration.entity";
import type { User } from "#core/user.entity";

// What the mails read of committed rows. The types are those of the entities: a renamed attribute doesn't compile.

type Row<Entity, Key extends keyof Entity> = z.ZodMiniType<Pick<Entity, Key>>;

export const user: Row<
  User,
  "id" | "name" | "email" | "status" | "password_changed_at" | "second_factor" | "second_factor_at"
> = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  status: z.enum(["active", "inactive", "pending"]),
  password_changed_at: z.optional(z.string()),
  second_factor: z.optional(z.boolean()),
  second_factor_at: z.optional(z.string()),
});

export const link: Row<Link, "hash" | "seed" | "purpose" | "user_id" | "name" | "email" | "ttl"> = z.object({
  hash: z.string(),
  seed: z.string(),
  purpose: z.enum(["verify-email", "reset-password", "invitation"]),
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  ttl: z.number(),
});

type OrderKey =
  | (
      | "id"
      | "user_id"
      | "state"
      | "title"
      | "course_id"
      | "event_id"
      | "buyer_name"
      | "buyer_email"
      | "paid_at"
      | "updated_at"
    )
  | ("amount" | "discount_amount" | "tax_amount" | "total_amount" | "refunded_amount" | "currency" | "returning")
  | ("provider" | "payment_method");

export const order: Row<Order, OrderKey> = z.object({
  id: z.string(),
  user_id: z.string(),
  state: z.enum(["pending", "completed", "failed", "cancelled", "refunded", "partially_refunded"]),
  title: z.string(),
  course_id: z.optional(z.string()),
  event_id: z.optional(z.string()),
  buyer_name: z.string(),
  buyer_email: z.string(),
  paid_at: z.optional(z.string()),
  updated_at: z.string(),
  amount: z.number(),
  discount_amount: z.number(),
  tax_amount: z.number(),
  total_amount: z.number(),
  refunded_amount: z.number(),
  returning: z.optional(z.boolean()),
  currency,
  provider: z.optional(z.string()),
  payment_method: z.optional(z.string()),
});

const stated = {
  order_id: z.string(),
  number: z.string(),
  issued_at: z.string(),
  user_id: z.string(),
  seller: z.object({
    ...{ name: z.string(), address: z.string(), state: z.string(), gstin: z.string() },
    territory: z.optional(z.boolean()),
  }),
  buyer_name: z.string(),
  buyer_email: z.string(),
  billing_address: z.optional(billingAddress),
  kind: z.enum(["course", "event"]),
  subject_id: z.string(),
  title: z.string(),
  currency,
  amount: z.number(),
  tax_amount: z.number(),
  total_amount: z.number(),
  tax: orderTax,
  provider: z.optional(z.string()),
  payment_method: z.optional(z.string()),
  payment_id: z.optional(z.string()),
  paid_at: z.string(),
};

export const invoice: z.ZodMiniType<Invoice> = z.object({
  ...stated,
  discount_amount: z.number(),
  coupon_code: z.optional(z.string()),
  credited_amount: z.number(),
});

export const creditNote: z.ZodMiniType<CreditNote> = z.object({
  ...stated,
  refund_id: z.string(),
  invoice_number: z.string(),
  invoiced_at: z.string(),
  reason: z.optional(z.string()),
  whole: z.boolean(),
});

export const enrollment: Row<
  Enrollment,
  "user_id" | "course_id" | "since" | "status" | "course_title" | "user_name" | "user_email"
> = z.object({
  user_id: z.string(),
  course_id: z.string(),
  since: z.string(),
  status: z.enum(["active", "completed", "cancelled"]),
  course_title: z.string(),
  user_name: z.string(),
  user_email: z.string(),
});

export const certificate: Row<Certificate, "code" | "user_id" | "user_email" | "name" | "course_id" | "course_title"> =
  z.object({
    code: z.string(),
    user_id: z.string(),
    user_email: z.string(),
    name: z.string(),
    course_id: z.string(),
    course_title: z.string(),
  });

type RegistrationKey =
  | ("user_id" | "event_id" | "status" | "ticket" | "offer_until" | "event_title")
  | ("user_name" | "user_email");

export const registration: Row<Registration, RegistrationKey> = z.object({
  user_id: z.string(),
  event_id: z.string(),
  status: z.enum(["waiting", "offered", "registered", "cancelled"]),
  ticket: z.optional(z.string()),
  offer_until: z.optional(z.string()),
  event_title: z.string(),
  user_name: z.string(),
  user_email: z.string(),
});

export const notice: Row<Notice, "user_id" | "event_id" | "kind" | "occasion" | "user_name" | "user_email"> = z.object({
  user_id: z.string(),
  event_id: z.string(),
  kind: z.enum(["reminder", "changed", "cancelled"]),
  occasion: z.string(),
  user_name: z.string(),
  user_email: z.string(),
});
