import type { PaymentIntent } from "../books";

/** The address with what Stripe adds to it: which payment, and how it ended. */
export function withOutcome(address: URL, intent: PaymentIntent): URL {
  const url = new URL(address);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret);
  url.searchParams.set("redirect_status", intent.status === "succeeded" ? "succeeded" : "failed");
  return url;
}

/** This server's page for the intent. */
export function paymentPage(origin: string, intent: PaymentIntent, returnUrl: URL | undefined): URL {
  const url = new URL(`/pay/${intent.id}`, origin);
  url.searchParams.set("client_secret", intent.client_secret);
  if (returnUrl) url.searchParams.set("return_url", returnUrl.href);
  return url;
}
