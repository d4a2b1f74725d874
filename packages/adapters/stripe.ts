import Stripe from "stripe";
import { stripeBase } from "./environment";
import type { Evidence, PaymentRequest, ProviderPayment } from "./payment";
import { secret } from "./secrets";

let client: Stripe | undefined;
let clientKey: string | undefined;

/** A client for the key of now: a rotated key makes a new one. */
async function stripe(): Promise<Stripe> {
  const key = await secret("STRIPE_SECRET_KEY");
  if (client && clientKey === key) return client;
  const base = stripeBase();
  const elsewhere = base
    ? { host: base.hostname, port: base.port, protocol: base.protocol === "http:" ? "http" : "https" }
    : {};
  clientKey = key;
  client = new Stripe(key, {
    // Two silent tries fit into a function's ten seconds, beside what else it does.
    maxNetworkRetries: 1,
    timeout: 3500,
    telemetry: false,
    ...elsewhere,
  } as Stripe.StripeConfig);
  return client;
}

function evidenceOf(intent: Stripe.PaymentIntent): Evidence {
  return {
    provider: "stripe",
    payment_id: intent.id,
    order_id: intent.metadata.order_id,
    outcome: intent.status === "succeeded" ? "paid" : intent.status === "canceled" ? "cancelled" : "open",
    amount: intent.status === "succeeded" ? intent.amount_received : intent.amount,
    currency: intent.currency.toUpperCase(),
    method: intent.payment_method_types[0],
    declined: intent.last_payment_error?.message,
  };
}

/** Asks Stripe for a payment. The order's id is the idempotency key: asking again answers the same payment. */
export async function create({ order_id, amount, currency, title, email }: PaymentRequest): Promise<ProviderPayment> {
  const intent = await (await stripe()).paymentIntents.create(
    {
      amount,
      currency: currency.toLowerCase(),
      description: title,
      receipt_email: email,
      automatic_payment_methods: { enabled: true },
      metadata: { order_id },
    },
    { idempotencyKey: order_id },
  );
  return { payment_id: intent.id, client_secret: intent.client_secret ?? "" };
}

/** What Stripe itself says about a payment, now. */
export async function retrieve(paymentId: string): Promise<Evidence & { client_secret: string }> {
  const intent = await (await stripe()).paymentIntents.retrieve(paymentId);
  return { ...evidenceOf(intent), client_secret: intent.client_secret ?? "" };
}

/** Makes sure that it can't be paid any more. Answers what came of it: it may have been paid a moment ago. */
export async function cancel(paymentId: string): Promise<Evidence> {
  try {
    return evidenceOf(await (await stripe()).paymentIntents.cancel(paymentId));
  } catch (error) {
    if (!isRefusal(error, "payment_intent_unexpected_state")) throw error;
    return retrieve(paymentId);
  }
}

/** Whether Stripe understood and said no (for that reason, if one is given), so that asking again won't help. */
export const isRefusal = (error: unknown, code?: string): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === (code ?? error.code);

/**
 * Gives all of a payment back. The same key gives it back once; after a day, when Stripe has forgotten the key, its
 * own account of what went back does. `amount` in minor units.
 */
export async function refund(paymentId: string, amount: number, key: string): Promise<void> {
  try {
    await (await stripe()).refunds.create({ payment_intent: paymentId, amount }, { idempotencyKey: key });
  } catch (error) {
    if (!isRefusal(error, "charge_already_refunded")) throw error;
  }
}

/** Seconds that a signed event stays acceptable; Stripe's own default. */
const tolerance = 300;

/** `t=1492774577,v1=5257a869…`. The SDK takes an element without a value for a mistake of the caller, not the sender. */
const signatureShape = /^[^=,]+=[^=,]+(,[^=,]+=[^=,]+)*$/;

export interface ProviderEvent {
  id: string;
  /** Undefined for an event that says nothing about a payment of ours. */
  evidence?: Evidence;
}

/**
 * Reads a webhook's raw body.
 * @returns undefined when the signature doesn't match or is older than five minutes.
 */
export async function readEvent(body: Buffer, signature: string): Promise<ProviderEvent | undefined> {
  if (!signatureShape.test(signature)) return undefined;
  try {
    const signingSecret = await secret("STRIPE_WEBHOOK_SECRET");
    const event = (await stripe()).webhooks.constructEvent(body, signature, signingSecret, tolerance);
    if (!event.type.startsWith("payment_intent.")) return { id: event.id };
    return { id: event.id, evidence: evidenceOf(event.data.object as Stripe.PaymentIntent) };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return undefined;
    throw error;
  }
}
