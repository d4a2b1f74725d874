import * as z from "zod/mini";
import { group } from "./endpoint";
import { id, pageOf, paging, reference, text } from "./fields";
import { billingAddress, order, orderState, payment } from "./order";

const orderId = id("ord");
const changed = z.object({ message: z.string(), order });

export const orders = group("orders", {
  summary: "Buying, and what was bought",
  needs: {
    table: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi1", "gsi2", "gsi3"],
    secrets: ["APP_KEY", "STRIPE_SECRET_KEY"],
    settings: ["STRIPE_PUBLISHABLE_KEY", "CHECKOUT_URL", "HOLD_MINUTES", "FRONTEND_URL"],
  },
  endpoints: {
    createPayment: {
      method: "POST",
      path: "/orders/create-payment",
      access: "user",
      summary: "Order a course and get what the provider needs to take the payment",
      body: z.strictObject({ course_id: reference, billing_address: z.optional(billingAddress) }),
      status: 201,
      returns: z.object({ message: z.string(), order, payment: z.nullable(payment) }),
      errors: [
        "course_not_found",
        "already_enrolled",

        "email_unverified",
        "payment_provider_unavailable",
        "payment_refused",
      ],
      idempotent: true,
    },
    verifyPayment: {
      method: "POST",
      path: "/orders/verify-payment",
      access: "user",
      summary: "Ask the provider whether the order is paid, and grant what was bought if so",
      body: z.strictObject({ order_id: orderId }),
      returns: changed,
      errors: ["order_not_found", "payment_required", "payment_provider_unavailable", "payment_refused", "wrong_state"],
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
    setStatus: {
      method: "PUT",
      path: "/orders/{id}/status",
      access: "admin",
      summary: "Settle by hand what was paid elsewhere (a reason is kept with it), or give up an unpaid order",
      params: z.strictObject({ id: orderId }),
      body: z.strictObject({ status: z.enum(["completed", "cancelled"]), reason: text(500) }),
      returns: changed,
      errors: ["order_not_found", "wrong_state", "already_enrolled", "payment_provider_unavailable", "payment_refused"],
    },
  },
});
