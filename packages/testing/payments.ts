import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

/** Orders a course. */
export const order = (platform: TestPlatform, buyer: Person, course: { id: string }): Promise<Reply> =>
  call(platform, "POST /api/orders/create-payment", { token: buyer.token, body: { course_id: course.id } });

interface Payment {
  payment_id: string;
  client_secret: string;
  publishable_key: string;
}

/** Pays as the SPA would: with the public key and the payment's secret, by one of Stripe's test methods. */
export async function pay({ cloud }: TestPlatform, payment: Payment, method = "pm_card_visa"): Promise<Response> {
  return fetch(`${cloud.urls.stripe}/v1/payment_intents/${payment.payment_id}/confirm`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${payment.publishable_key}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({
      client_secret: payment.client_secret,
      payment_method: method,
      return_url: "http://localhost:5173/",
    }),
  });
}

/** What the stand-in does with its webhooks from now on. */
export async function webhooks(
  { cloud }: TestPlatform,
  mode: "normal" | "drop" | "hold" | "duplicate",
  times?: number,
): Promise<void> {
  await fetch(`${cloud.urls.stripe}/local/webhooks`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_local", "content-type": "application/json" },
    body: JSON.stringify({ mode, times }),
  });
}
