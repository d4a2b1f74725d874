import { stripeBase } from "./environment";
import { Stripe } from "./parts/stripe";
import { secret } from "./secrets";

let client: Stripe | undefined;
let clientKey: string | undefined;

/** A client for the key of now: a rotated key makes a new one. */
export async function stripe(): Promise<Stripe> {
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
