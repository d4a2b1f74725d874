import Stripe from "stripe";
import type { RecordedEvent } from "./books";
import { newId } from "./ids";

/** The version that this server speaks: the SDK's own. */
export const apiVersion: string = Stripe.API_VERSION;

/** An event as it is recorded and delivered. `request.id` is null for what no API call caused. */
export function newEvent(happening: Pick<RecordedEvent, "created" | "data" | "request" | "type">): RecordedEvent {
  return {
    id: newId("evt"),
    object: "event",
    api_version: apiVersion,
    livemode: false,
    pending_webhooks: 1,
    ...happening,
  };
}
