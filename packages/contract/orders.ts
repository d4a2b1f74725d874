import * as z from "zod/mini";
import { newBillingAddress } from "./billing-address";
import { couponCode } from "./coupon";
import { group } from "./endpoint";
import { amount, id, line, pageOf, paging, text } from "./fields";
import { exactlyOneOffered, offered } from "./offered";
import { order, orderEvent, orderState, payment, providerName, refund } from "./order";
import { taxSettings } from "./settings";

const orderId = id("ord");
const changed = z.object({ message: z.string(), order });

export const orders = group("orders", {
  summary: "Buying, and what was bought",
  needs: {
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi1", "gsi2", "gsi3"],
    secrets: ["APP_KEY", "STRIPE_SECRET_KEY", "RAZORPAY_KEY_SECRET"],
    settings: [
      ...(["PAYMENT_PROVIDER", "STRIPE_PUBLISHABLE_KEY", "CHECKOUT_URL"] as const),
      ...(["RAZORPAY_KEY_ID", "RAZORPAY_CHECKOUT_URL", "HOLD_MINUTES", "FRONTEND_URL"] as const),
      ...taxSettings,
    ],
  },
  endpoints: {
    createPayment: {
      method: "POST",
      path: "/orders/create-payment",
      access: "user",
      summary: "Order a course or a seat in an event, and get what the provider needs to take the payment",
      body: z
        .strictObject({
          ...offered,
          coupon_code: z.optional(couponCode),
          billing_address: z.optional(newBillingAddress),
          provider: z.optional(providerName),
        })
        .check(exactlyOneOffered),
      status: 201,
      returns: z.object({ message: z.string(), order, payment: z.nullable(payment) }),
      errors: [
        ...(["course_not_found", "already_enrolled", "email_unverified"] as const),
        ...(["event_not_found", "already_registered", "event_full", "event_over", "event_cancelled"] as const),
        ...(["coupon_not_found", "coupon_not_applicable", "coupon_expired", "coupon_exhausted"] as const),
        ...(["payment_provider_unavailable", "payment_refused", "wrong_state"] as const),
      ],
      idempotent: true,
    },
    verifyPayment: {
      method: "POST",
      path: "/orders/verify-payment",
      access: "user",
      summary: "Ask the provider whether the order is paid, and grant what was bought if so",
      body: z.strictObject({
        order_id: orderId,
        /** Razorpay's checkout hands these two over. */
        payment_id: z.optional(line(100)),
        signature: z.optional(line(200)),
      }),
      returns: changed,
      errors: [
        "invalid_signature",
        "order_not_found",
        "payment_required",
        "payment_provider_unavailable",
        "payment_refused",
        "wrong_state",
      ],
    },
    mine: {
      method: "GET",
      path: "/orders/my-orders",
      access: "user",
      summary: "Your orders, latest first",
      query: z.strictObject({ ...paging }),
      returns: pageOf("orders", order),
      errors: ["invalid_cursor"],
    },
    byId: {
      method: "GET",
      path: "/orders/{id}",
      access: "user",
      summary: "One of your orders; any for an admin",
      params: z.strictObject({ id: orderId }),
      returns: z.object({ order }),
      errors: ["order_not_found"],
    },
    list: {
      method: "GET",
      path: "/orders",
      access: "admin",
      summary: "All orders, latest first",
      query: z.strictObject({ ...paging, status: z.optional(orderState) }),
      returns: pageOf("orders", order),
      errors: ["invalid_cursor"],
      csv: true,
    },
    drift: {
      method: "GET",
      path: "/orders/drift",
      access: "admin",
      summary: "Orders that don't say what their payment provider does, and that no rule could mend",
      query: z.strictObject({ ...paging }),
      returns: pageOf("orders", z.extend(order, { drift: z.string() })),
      errors: ["invalid_cursor"],
      csv: true,
    },
    setStatus: {
      method: "PUT",
      path: "/orders/{id}/status",
      access: "admin",
      summary: "Settle by hand what was paid elsewhere (a reason is kept with it), or give up an unpaid order",
      params: z.strictObject({ id: orderId }),
      body: z.strictObject({ status: z.enum(["completed", "cancelled"]), reason: text(500) }),
      returns: changed,
      errors: [
        ...(["order_not_found", "wrong_state", "payment_provider_unavailable", "payment_refused"] as const),
        ...(["already_enrolled", "course_not_found", "event_not_found"] as const),
        ...(["already_registered", "event_full", "event_over", "event_cancelled", "coupon_exhausted"] as const),
      ],
    },
    refund: {
      method: "POST",
      path: "/orders/{id}/refund",
      access: "admin",
      summary: "Give money back: all that is left, or a part; with the last of it goes what was bought",
      params: z.strictObject({ id: orderId }),
      body: z.strictObject({ amount: z.optional(amount), reason: text(500) }),
      status: 201,
      returns: z.object({ message: z.string(), order, refund }),
      errors: ["order_not_found", "nothing_to_refund", "wrong_state", "payment_refused"],
      idempotent: true,
    },
    timeline: {
      method: "GET",
      path: "/orders/{id}/timeline",
      access: "admin",
      summary: "What happened to an order and why, oldest first: nothing is ever changed in it",
      params: z.strictObject({ id: orderId }),
      returns: z.object({ timeline: z.array(orderEvent) }),
      errors: ["order_not_found"],
    },
  },
});
