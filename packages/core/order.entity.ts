import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/** An order: what was bought, by whom, at what price, and how far it has come. Snapshots throughout. */
export const Orders = new Entity(
  {
    model: { service: "iq", entity: "order", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      user_id: { type: "string", required: true },
      course_id: { type: "string", required: true },
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
      refunded_amount: { type: "number", required: true },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
      payment_method: { type: "string" },
      provider: { type: "string" },
      gateway_transaction_id: { type: "string" },
      billing_address: { type: "any" },
      notes: { type: "string" },
      /** Why the last attempt to pay was declined. */
      declined: { type: "string" },
      /** What the provider took differs from the total: for a person to look at. */
      drift: { type: "string" },
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
