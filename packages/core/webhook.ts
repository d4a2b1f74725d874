import { Entity } from "electrodb";
import { store } from "#adapters/table";
import type { ProviderName } from "#contract/order";
import { type Step, step } from "./transaction";

/** An event of a provider that has led to something. */
const Webhooks = new Entity(
  {
    model: { service: "iq", entity: "webhook", version: "1" },
    attributes: {
      provider: { type: ["stripe", "razorpay"] as const, required: true },
      id: { type: "string", required: true },
      order_id: { type: "string", required: true },
      seen_at: { type: "string", required: true },
      /** Epoch seconds. */
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["provider", "id"], template: "webhook#${provider}#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "webhook", casing: "none" },
      },
    },
  },
  store,
);

/** Seconds that an event is remembered: far longer than any provider goes on delivering it. */
const life = 30 * 24 * 3600;

/** Thrown by a transaction that a webhook led to once before. */
export class AlreadySeen extends Error {}

/** Claims an event in the transaction that it leads to. What leads to nothing needs no claim: it will do so again. */
export function claimed(event: { provider: ProviderName; id: string; order_id: string }, now: Date): Step {
  const row = { ...event, seen_at: now.toISOString(), ttl: Math.floor(now.getTime() / 1000) + life };
  return step(Webhooks.create(row).params(), () => new AlreadySeen());
}
