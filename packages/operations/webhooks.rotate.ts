import { command } from "./command";
import { pickedUp, put } from "./secrets";
import { addressOf } from "./webhooks";

/** A second endpoint beside the present one: events come by both, each signed by its own secret, and count once. */
export const webhooksRotate = command({
  summary: "makes a second endpoint at Stripe, with a new signing secret, beside the present one",
  options: {},
  effect: "changes",
  async run({ stage, print, announce }) {
    await stage.inhabit("webhooks");
    const { createEndpoint, endpointsAt } = await import("#adapters/stripe.endpoint");
    const url = addressOf(stage, "stripe");
    const present = await endpointsAt(url);
    if (present.length !== 1) {
      print(present.length === 0 ? "There is none yet: webhooks register." : "There are two already: webhooks retire.");
      return false;
    }
    announce(
      `makes a second webhook endpoint at Stripe for ${url}, and puts its signing secret in front of the first one's`,
    );
    const { id, secret } = await createEndpoint(url);
    await put(stage, "STRIPE_WEBHOOK_SECRET", secret);
    print(`${id} stands beside ${present[0]?.id}; ${pickedUp}. Then: webhooks retire.`);
    return true;
  },
});
