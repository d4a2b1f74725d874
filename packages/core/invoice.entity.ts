import { CustomAttributeType, Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import type { BillingAddress } from "#contract/billing-address";
import type { Tax } from "./tax";

/** Whoever sells, as the settings said when the document was made. */
export interface Seller {
  name: string;
  address: string;
  /** `29-Karnataka` */
  state: string;
  /** Empty: not registered. */
  gstin: string;
  /** Its part of the tax is called UTGST. */
  territory?: boolean;
}

const text = { type: "string" } as const;
const given = { type: "string", required: true } as const;
const sum = { type: "number", required: true } as const;

/** What both documents state. Nothing of it is looked up again later: names, prices and settings change. */
const stated = {
  order_id: given,
  number: given,
  issued_at: given,
  user_id: given,
  seller: { type: CustomAttributeType<Seller>("any"), required: true },
  buyer_name: given,
  buyer_email: given,
  billing_address: { type: CustomAttributeType<BillingAddress>("any") },
  kind: { type: ["course", "event"] as const, required: true },
  /** The course or event. */
  subject_id: given,
  title: given,
  currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
  /** Without the tax. */
  amount: sum,
  tax_amount: sum,
  /** With it: what was paid, or what went back. */
  total_amount: sum,
  tax: { type: CustomAttributeType<Tax>("any"), required: true },
  provider: text,
  payment_method: text,
  /** The provider's. */
  payment_id: text,
  paid_at: given,
} as const;

/** The invoice of an order: one, of what was paid for. */
export const Invoices = new Entity(
  {
    model: { service: "iq", entity: "invoice", version: "1" },
    attributes: {
      ...stated,
      /** Off the amount; without the tax. */
      discount_amount: sum,
      coupon_code: text,
      /** Sum of its credit notes: the one thing that changes. */
      credited_amount: sum,
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["order_id"], template: "order#${order_id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "invoice", casing: "none" },
      },
    },
  },
  store,
);
export type Invoice = EntityItem<typeof Invoices>;

/** Takes back an invoice, or a part of it: one for each refund and each dispute that was lost. */
export const CreditNotes = new Entity(
  {
    model: { service: "iq", entity: "credit-note", version: "1" },
    attributes: {
      ...stated,
      /** Of the refund or the dispute. */
      refund_id: given,
      invoice_number: given,
      invoiced_at: given,
      reason: text,
      /** Whether nothing is left of the invoice. */
      whole: { type: "boolean", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["order_id"], template: "order#${order_id}", casing: "none" },
        sk: { field: "sk", composite: ["refund_id"], template: "credit-note#${refund_id}", casing: "none" },
      },
    },
  },
  store,
);
export type CreditNote = EntityItem<typeof CreditNotes>;
