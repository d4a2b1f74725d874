import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { Reachable, TestPlatform } from "./platform";

/** Orders a course. */
export const order = (platform: Reachable, { token }: Pick<Person, "token">, course: { id: string }): Promise<Reply> =>
  call(platform, "POST /api/orders/create-payment", { token, body: { course_id: course.id } });

interface Payment {
  payment_id: string;
  client_secret: string;
  publishable_key: string;
}

/** Pays as the SPA would: with the public key and the payment's secret, by one of Stripe's test methods. */
export async function pay({ cloud }: Reachable, payment: Payment, method = "pm_card_visa"): Promise<Response> {
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

/** What a stand-in does with its webhooks from now on. */
export async function webhooks(
  { cloud }: TestPlatform,
  mode: "normal" | "drop" | "hold" | "duplicate",
  { times, provider = "stripe" }: { times?: number; provider?: "stripe" | "razorpay" } = {},
): Promise<void> {
  await fetch(`${cloud.urls[provider]}/local/webhooks`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mode, times }),
  });
}

/** Pays by Razorpay's checkout; answers what that hands to the buyer's browser. */
export async function payByRazorpay(
  { cloud }: TestPlatform,
  payment: { payment_id: string },
  outcome: "captured" | "failed" | "authorized" = "captured",
): Promise<{ payment_id: string; signature: string }> {
  const response = await fetch(`${cloud.urls.razorpay}/local/pay`, {
    method: "POST",
    body: JSON.stringify({ order_id: payment.payment_id, outcome }),
  });
  if (!response.ok) throw new Error(`paying answered ${response.status} ${await response.text()}`);
  const given = (await response.json()) as { razorpay_payment_id: string; razorpay_signature: string };
  return { payment_id: given.razorpay_payment_id, signature: given.razorpay_signature };
}

/** As an order is given up whose payment is closed; the payment itself stays open here, and can be paid late. */
export async function giveUp(
  platform: TestPlatform,
  { id, transaction_id, total_amount }: { id: string; transaction_id: string; total_amount: number },
): Promise<void> {
  const { settle } = await import("#core/settlement");
  const told = { provider: "stripe", reference: transaction_id, order_id: id, currency: "INR" } as const;
  const now = new Date(Date.now() + platform.ahead);
  await settle(id, { ...told, outcome: "cancelled", amount: total_amount * 100 }, now);
}
