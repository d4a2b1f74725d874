import * as stripe from "#adapters/stripe";
import { Failure } from "#contract/failure";
import { webhooks } from "#contract/webhooks";
import { settle } from "#core/settlement";
import { serve } from "#http/serve";

export const handler = serve(webhooks, {
  stripe: async ({ raw, now }) => {
    const event = await stripe.readEvent(raw.body, raw.headers["stripe-signature"] ?? "");
    if (!event) throw new Failure("invalid_signature");
    // An order that we don't know yet is answered 404, and Stripe comes again; a payment that isn't ours names none.
    if (event.evidence?.order_id) await settle(event.evidence.order_id, event.evidence, now);
    return { received: true };
  },
});
