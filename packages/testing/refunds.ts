import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";
import { stripeOf } from "./records";

/** An admin gives money back: all that is left without an amount. */
export const refund = (
  platform: TestPlatform,
  admin: Person,
  order: { id: string },
  body: { amount?: number; reason?: string } = {},
): Promise<Reply> =>
  call(platform, `POST /api/orders/${order.id}/refund`, {
    token: admin.token,
    body: { reason: "The buyer asked for it", ...body },
  });

/** Somebody gives money back in Stripe's dashboard; `amount` in minor units, all of it without one. */
export const refundAtStripe = (platform: TestPlatform, payment: { payment_id: string }, amount?: number) =>
  stripeOf(platform).refunds.create({ payment_intent: payment.payment_id, amount });

async function post({ cloud }: TestPlatform, path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${cloud.urls.stripe}/local/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { id: string };
  if (!response.ok) throw new Error(`${path} answered ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** The buyer's bank takes a payment back until it has decided. */
export const dispute = (platform: TestPlatform, payment: { payment_id: string }, amount?: number) =>
  post(platform, "disputes", { payment_intent: payment.payment_id, amount });

export const closeDispute = (platform: TestPlatform, { id }: { id: string }, status: "won" | "lost") =>
  post(platform, `disputes/${id}/close`, { status });

/** The buyer's bank doesn't take a refund: the money comes back to us. */
export const failRefund = (platform: TestPlatform, { id }: { id: string }) => post(platform, `refunds/${id}/fail`, {});
