import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/** Money on its way back to a buyer. One that was made in the provider's dashboard has the provider's id. */
export const Refunds = new Entity(
  {
    model: { service: "iq", entity: "refund", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      order_id: { type: "string", required: true },
      /** Major units. */
      amount: { type: "number", required: true },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
      /** `requested` until the provider has confirmed it. */
      status: { type: ["requested", "succeeded", "failed"] as const, required: true },
      reason: { type: "string" },
      /** Somebody's id, a provider's name, or `system`. */
      by: { type: "string", required: true },
      provider_refund_id: { type: "string" },
      requested_at: { type: "string", required: true },
      settled_at: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["order_id"], template: "order#${order_id}", casing: "none" },
        sk: { field: "sk", composite: ["id"], template: "refund#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Refund = EntityItem<typeof Refunds>;

/** All of an order's, in no particular order. One query. */
export async function refundsOf(order_id: string): Promise<Refund[]> {
  const { data } = await Refunds.query.primary({ order_id }).go({ pages: "all", consistent: true });
  return data;
}
