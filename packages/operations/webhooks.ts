import type Stripe from "stripe";
import { handledEvents } from "#adapters/stripe.endpoint";
import { basePath } from "#contract/endpoint";
import { webhooks } from "#contract/webhooks";
import type { Stage } from "./stage";

/** Where a provider's webhook of a stage leads. */
export const addressOf = (stage: Stage, provider: keyof typeof webhooks.endpoints): string =>
  `${urlOf(stage)}${basePath}${webhooks.endpoints[provider].path}`;

/** Where the world finds a stage: its edge. */
export const urlOf = ({ output }: Stage): string => output("Url");

/** What an endpoint at Stripe lacks, in words; nothing when it is as it should be. */
export function lacks({ status, enabled_events: events }: Stripe.WebhookEndpoint): string[] {
  const missing = handledEvents.filter((type) => !events.includes(type) && !events.includes("*"));
  const needless = events.filter((type) => !handledEvents.some((handled) => handled === type));
  return [
    ...(status === "enabled" ? [] : [`is ${status}`]),
    ...(missing.length > 0 ? [`isn't told of ${missing.join(", ")}`] : []),
    ...(needless.length > 0 ? [`is told of ${needless.join(", ")}, which nobody takes`] : []),
  ];
}

/** What our functions take of Razorpay's: see the adapter's events. */
const razorpayEvents = "payment.authorized, payment.captured, payment.failed, order.paid, refund.*, payment.dispute.*";

/** Razorpay lets partners make webhooks for others by its API, and nobody for themselves. */
export const razorpaySteps = (stage: Stage): string[] => [
  "Razorpay has no API for an account's own webhook. In its dashboard, under Account & Settings → Webhooks:",
  `  1. add one for ${addressOf(stage, "razorpay")}`,
  "  2. with a secret that you make up: openssl rand -hex 32",
  `  3. and the events ${razorpayEvents}`,
  "  4. and put that secret in: npm run ops -- secrets set RAZORPAY_WEBHOOK_SECRET",
];
