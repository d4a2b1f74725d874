import Stripe from "stripe";
import * as z from "zod";
import { call, type Reply } from "./api";
import type { TestPlatform } from "./platform";
import { stripeOf } from "./records";

/** Events of the given kind about a payment, as Stripe recorded them. */
export async function eventOf(platform: TestPlatform, paymentId: string, type: string): Promise<Stripe.Event> {
  const events = await stripeOf(platform).events.list({ type, limit: 100 });
  const found = events.data.find(({ data }) => "id" in data.object && data.object.id === paymentId);
  if (!found) throw new Error(`there is no ${type} of ${paymentId}`);
  return found;
}

/** A webhook's body and its signature, made at a time (epoch seconds; now by default). */
export function signed(platform: TestPlatform, payload: string, timestamp?: number): Record<string, string> {
  const now = Math.floor((Date.now() + platform.ahead) / 1000);
  const signature = new Stripe("sk_test_unused").webhooks.generateTestHeaderString({
    payload,
    secret: "whsec_local",
    timestamp: timestamp ?? now,
  });
  return { "stripe-signature": signature, "content-type": "application/json" };
}

/** Posts an event as Stripe does. */
export function postEvent(platform: TestPlatform, event: object): Promise<Reply> {
  const raw = JSON.stringify(event, null, 2);
  return call(platform, "POST /api/webhooks/stripe", { raw, headers: signed(platform, raw) });
}

/** Lets Stripe send an event again, with its own retries. */
export async function resend({ cloud }: TestPlatform, event: { id: string }): Promise<void> {
  const response = await fetch(`${cloud.urls.stripe}/local/events/${event.id}/resend`, { method: "POST" });
  if (!response.ok) throw new Error(`resending answered ${response.status}`);
}

const Waiting = z.object({ pending: z.array(z.string()) });

/** Waits until every webhook is taken or given up, and the stream's consumers have caught up. */
export async function delivered(platform: TestPlatform): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    await platform.settled();
    const state = await fetch(`${platform.cloud.urls.stripe}/local/webhooks`);
    const { pending } = Waiting.parse(await state.json());
    if (pending.length === 0) return platform.settled();
    if (Date.now() > deadline) throw new Error(`webhooks still pending: ${pending.join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
