import * as z from "zod/mini";
import { group } from "./endpoint";

export const webhooks = group("webhooks", {
  summary: "What payment providers tell us",
  needs: {
    table: ["GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    secrets: ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "RAZORPAY_KEY_SECRET", "RAZORPAY_WEBHOOK_SECRET"],
    settings: ["RAZORPAY_KEY_ID"],
    timeout: 20,
  },
  endpoints: {
    stripe: {
      method: "POST",
      path: "/webhooks/stripe",
      access: "signature",
      summary: "An event from Stripe, signed over its raw body",
      returns: z.object({ received: z.boolean() }),
      errors: ["invalid_signature", "order_not_found"],
    },
    razorpay: {
      method: "POST",
      path: "/webhooks/razorpay",
      access: "signature",
      summary: "An event from Razorpay, signed over its raw body",
      returns: z.object({ received: z.boolean() }),
      errors: ["invalid_signature", "order_not_found"],
    },
  },
});
