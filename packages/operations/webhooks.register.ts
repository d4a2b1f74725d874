import { command } from "./command";
import { pickedUp, put } from "./secrets";
import { addressOf, lacks } from "./webhooks";

/** Makes our webhook endpoint at Stripe, or brings the one that is there to what our webhook takes. */
export const webhooksRegister = command({
  summary: "makes our webhook endpoint at Stripe, and keeps its signing secret; or brings it up to date",
  options: {},
  effect: "changes",
  async run({ stage, print, announce }) {
    await stage.inhabit("webhooks");
    const { createEndpoint, endpointsAt, updateEndpoint } = await import("#adapters/stripe.endpoint");
    const url = addressOf(stage, "stripe");
    const present = (await endpointsAt(url)).at(-1);
    if (present && lacks(present).length === 0) {
      print(`${present.id} leads to ${url}, and is as it should be.`);
      return true;
    }
    if (present) {
      announce(`changes Stripe's webhook endpoint ${present.id}, which ${lacks(present).join("; ")}`);
      await updateEndpoint(present.id);
      print(`${present.id} is as it should be.`);
      return true;
    }
    announce(`makes a webhook endpoint at Stripe for ${url}, and puts its signing secret into STRIPE_WEBHOOK_SECRET`);
    const { id, secret } = await createEndpoint(url);
    await put(stage, "STRIPE_WEBHOOK_SECRET", secret);
    print(`${id} leads to ${url}; ${pickedUp}.`);
    return true;
  },
});
