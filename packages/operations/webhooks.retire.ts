import { command } from "./command";
import { retire, standingOf } from "./secrets";
import { addressOf } from "./webhooks";

/** The end of a rotation: the older endpoints go, and their secret with them. */
export const webhooksRetire = command({
  summary: "ends a rotation: deletes all our endpoints at Stripe but the newest, and retires their secret",
  options: {},
  effect: "destroys",
  async run({ stage, print, announce }) {
    await stage.inhabit("webhooks");
    const { deleteEndpoint, endpointsAt } = await import("#adapters/stripe.endpoint");
    const older = (await endpointsAt(addressOf(stage, "stripe"))).slice(0, -1);
    if (older.length === 0) {
      print("There is one endpoint at most: nothing to retire.");
      return true;
    }
    announce(
      `deletes ${older.map(({ id }) => id).join(", ")} at Stripe, and retires the secret before the present one`,
    );
    for (const { id } of older) await deleteEndpoint(id);
    const { previous } = await standingOf(stage, "STRIPE_WEBHOOK_SECRET");
    if (previous) await retire(stage, "STRIPE_WEBHOOK_SECRET", previous);
    print(`${older.length} deleted.`);
    return true;
  },
});
