import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/**
 * An order: what was bought, by whom, at what price, and how far it has come. Snapshots throughout. Exactly one of
 * `course_id` and `event_id`. What happened to it, and its money, stands in its journal (journal.ts).
 */
export const Orders = new Entity(
  {
    model: { service: "iq", entity: "order", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      user_id: { type: "string", required: true },
      course_id: { type: "string" },
      event_id: { type: "string" },
      title: { type: "string", required: true },
      buyer_name: { type: "string", required: true },
      buyer_email: { type: "string", required: true },
      state: {
        type: ["pending", "completed", "failed", "cancelled", "refunded", "partially_refunded"] as const,
        required: true,
      },
      amount: { type: "number", required: true },
      discount_amount: { type: "number", required: true },
      tax_amount: { type: "number", required: true },
      total_amount: { type: "number", required: true },
      /** Went back to the buyer, by refunds and lost disputes. */
      refunded_amount: { type: "number", required: true },
      /** On its way back: asked for, and not yet confirmed by the provider. */
      refund_pending: { type: "number", required: true },
      /** Held back by the buyer's bank while it looks into a dispute. */
      disputed_amount: { type: "number", required: true },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
      payment_method: { type: "string" },
      provider: { type: "string" },
      /** The provider's record that was made for the order: `pi_…`, `order_…`. */
      transaction_id: { type: "string" },
      /** The payment that completed it: `pi_…`, `pay_…`. */
      gateway_transaction_id: { type: "string" },
      billing_address: { type: "any" },
      /** How the tax came about: rate, place of supply and parts, in major units; see tax.ts. */
      tax: { type: "any" },
      coupon_id: { type: "string" },
      coupon_code: { type: "string" },
      /** While it is unpaid: it keeps a seat and a use of its coupon from others. */
      holding: { type: "boolean" },
      /** Paid, but what was bought could not be granted: all of it goes back. */
      returning: { type: "boolean" },
      /** All that is left of its money should go back, and doesn't by itself: a person owes it to the buyer. */
      owed: { type: "boolean" },
      /** Of the category that the course or event was in, for the analytics. */
      category_id: { type: "string" },
      /** Serial of its invoice; absent until that is made, see invoice.ts. */
      invoice_number: { type: "string" },
      notes: { type: "string" },
      /** Why the last attempt to pay was declined. */
      declined: { type: "string" },
      /** What the provider took differs from the total: for a person to look at. */
      drift: { type: "string" },
      /** Counts its changes: one is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      expires_at: { type: "string", required: true },
      paid_at: { type: "string" },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "order#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "order", casing: "none" },
      },
      ofUser: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["user_id"], template: "orders#user#${user_id}", casing: "none" },
        sk: { field: "gsi1sk", composite: ["created_at", "id"], template: "${created_at}#${id}", casing: "none" },
      },
      all: {
        index: "gsi2",
        pk: { field: "gsi2pk", composite: [], template: "orders#all", casing: "none" },
        sk: { field: "gsi2sk", composite: ["created_at", "id"], template: "${created_at}#${id}", casing: "none" },
      },
      inState: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: ["state"], template: "orders#state#${state}", casing: "none" },
        sk: { field: "gsi3sk", composite: ["created_at", "id"], template: "${created_at}#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Order = EntityItem<typeof Orders>;
export type OrderState = Order["state"];

/** Whoever bought, as they were called then. */
export const buyerOf = ({ user_id, buyer_name, buyer_email }: Order) => ({
  ...{ id: user_id, name: buyer_name, email: buyer_email },
});
