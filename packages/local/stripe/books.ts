import { join } from "node:path";
import type Stripe from "stripe";
import { Journal } from "#local/journal";
import type { Outcome } from "./cards";

/** Stored objects name others by id; `expand` replaces the ids on the way out. */
export type PaymentIntent = Stripe.PaymentIntent & {
  client_secret: string;
  customer: string | null;
  latest_charge: string | null;
  payment_method: string | null;
};

export type Charge = Stripe.Charge & {
  balance_transaction: string | null;
  customer: string | null;
  payment_intent: string;
};

export type Refund = Stripe.Refund & { charge: string; payment_intent: string };

export type Dispute = Stripe.Dispute & { charge: string; payment_intent: string };

/** A card as it was presented: the number is never kept, only what it does. */
export interface SavedMethod {
  id: string;
  method: Stripe.PaymentMethod;
  outcome: Outcome;
}

/** The types of event that are recorded. */
export type EventType =
  | "charge.dispute.closed"
  | "charge.dispute.created"
  | "charge.failed"
  | "charge.refund.updated"
  | "charge.refunded"
  | "charge.succeeded"
  | "payment_intent.canceled"
  | "payment_intent.created"
  | "payment_intent.payment_failed"
  | "payment_intent.requires_action"
  | "payment_intent.succeeded"
  | "refund.created"
  | "refund.failed"
  | "refund.updated";

/** What happened, with a snapshot of the object it happened to. */
export interface RecordedEvent {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: PaymentIntent | Charge | Refund | Dispute };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
}

/** Where events go. */
export type WebhookEndpoint = Stripe.WebhookEndpoint & { secret: string };

/** Everything that the account owns, each kind in a journal of its own. */
export interface Books {
  intents: Journal<PaymentIntent>;
  charges: Journal<Charge>;
  refunds: Journal<Refund>;
  disputes: Journal<Dispute>;
  transactions: Journal<Stripe.BalanceTransaction>;
  customers: Journal<Stripe.Customer>;
  methods: Journal<SavedMethod>;
  events: Journal<RecordedEvent>;
  endpoints: Journal<WebhookEndpoint>;
}

/** Opens the journals in the directory, which is made if missing; without one they are kept in memory. */
export function openBooks(directory?: string): Books {
  const open = <Value>(name: string) => new Journal<Value>(directory && join(directory, `${name}.jsonl`));
  return {
    intents: open("payment-intents"),
    charges: open("charges"),
    refunds: open("refunds"),
    disputes: open("disputes"),
    transactions: open("balance-transactions"),
    customers: open("customers"),
    methods: open("payment-methods"),
    events: open("events"),
    endpoints: open("webhook-endpoints"),
  };
}
