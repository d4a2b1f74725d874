import { command } from "./command";
import { addressOf, lacks, razorpaySteps } from "./webhooks";

/** What Stripe knows of our webhook. */
export const webhooksShow = command({
  summary: "what Stripe knows of our webhook endpoint, and how Razorpay's is set up",
  options: {},
  effect: "reads",
  async run({ stage, print }) {
    await stage.inhabit("webhooks");
    const { endpointsAt } = await import("#adapters/stripe.endpoint");
    const url = addressOf(stage, "stripe");
    const found = await endpointsAt(url);
    if (found.length === 0) print(`Stripe has no webhook endpoint for ${url}: npm run ops -- webhooks register`);
    if (found.length > 1) print("There are several: end a rotation with webhooks retire.");
    for (const endpoint of found) print(`${endpoint.id} ${url}: ${lacks(endpoint).join("; ") || "is as it should be"}`);
    for (const line of razorpaySteps(stage)) print(line);
    return found.length > 0 && found.every((endpoint) => lacks(endpoint).length === 0);
  },
});
