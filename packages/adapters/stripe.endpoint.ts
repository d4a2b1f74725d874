import type Stripe from "stripe";
import { stripe } from "./stripe.client";

/**
 * The events that lead to something: our webhook endpoint at Stripe is asked for exactly these, and takes no other.
 *
 * `payment_intent.canceled` is not among them: whoever closes a payment does with its order what they closed it for: give
 * it up, or put another in its place, which goes on with what it keeps. Its news would come between the two. What was
 * closed elsewhere is seen when its time is over.
 */
export const handledEvents = [
  ...(["payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.processing"] as const),
  ...(["refund.created", "refund.updated", "refund.failed", "charge.refunded", "charge.refund.updated"] as const),
  ...(["charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed"] as const),
  ...(["charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated"] as const),
] as const satisfies readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[];

export const isHandled = (type: string): boolean => handledEvents.some((handled) => handled === type);

const enabled_events = [...handledEvents];
const description = "Insta iQ: payments, refunds and disputes of orders";

/** The account's endpoints that lead to this address, oldest first. */
export async function endpointsAt(url: string): Promise<Stripe.WebhookEndpoint[]> {
  const found: Stripe.WebhookEndpoint[] = [];
  for await (const endpoint of (await stripe()).webhookEndpoints.list({ limit: 100 }))
    if (endpoint.url === url) found.push(endpoint);
  return found.sort((one, other) => one.created - other.created);
}

/** A new one; its signing secret is told this once. Events have the shape that this code's library reads. */
export async function createEndpoint(url: string): Promise<{ id: string; secret: string }> {
  const client = await stripe();
  const api_version = client.getApiField("version") as Stripe.WebhookEndpointCreateParams.ApiVersion;
  const { id, secret } = await client.webhookEndpoints.create({ url, enabled_events, description, api_version });
  if (!secret) throw new Error(`Stripe made ${id} without telling its secret`);
  return { id, secret };
}

/** Brings one to what is handled, and switches it on. */
export const updateEndpoint = async (id: string): Promise<Stripe.WebhookEndpoint> =>
  (await stripe()).webhookEndpoints.update(id, { enabled_events, description, disabled: false });

export const deleteEndpoint = async (id: string): Promise<unknown> => (await stripe()).webhookEndpoints.del(id);
