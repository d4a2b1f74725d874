import { join } from "node:path";
import { Journal } from "#local/journal";

/** What a merchant notes at an entity; PHP's empty array when there is nothing. */
export type Notes = Record<string, string> | [];

/** Timestamps are seconds, amounts minor units, as in all of Razorpay's entities. */
export interface Order {
  id: string;
  entity: "order";
  amount: number;
  amount_paid: number;
  amount_due: number;
  currency: string;
  receipt: string | null;
  offer_id: null;
  status: "attempted" | "created" | "paid";
  attempts: number;
  notes: Notes;
  created_at: number;
}

export type PaymentMethod = "card" | "netbanking" | "upi" | "wallet";

export interface Payment {
  id: string;
  entity: "payment";
  amount: number;
  currency: string;
  status: "authorized" | "captured" | "failed" | "refunded";
  order_id: string;
  invoice_id: null;
  international: boolean;
  method: PaymentMethod;
  amount_refunded: number;
  refund_status: "full" | "partial" | null;
  captured: boolean;
  description: string | null;
  card_id: string | null;
  bank: string | null;
  wallet: string | null;
  vpa: string | null;
  email: string;
  contact: string;
  notes: Notes;
  fee: number | null;
  tax: number | null;
  error_code: string | null;
  error_description: string | null;
  error_source: string | null;
  error_step: string | null;
  error_reason: string | null;
  acquirer_data: Record<string, string | null>;
  created_at: number;
}

export interface Refund {
  id: string;
  entity: "refund";
  amount: number;
  currency: string;
  payment_id: string;
  notes: Notes;
  receipt: string | null;
  acquirer_data: { arn: string | null };
  created_at: number;
  batch_id: null;
  status: "failed" | "pending" | "processed";
  speed_processed: "normal";
  speed_requested: "normal" | "optimum";
}

export type DisputePhase = "arbitration" | "chargeback" | "fraud" | "pre_arbitration" | "retrieval";

export interface Dispute {
  id: string;
  entity: "dispute";
  payment_id: string;
  amount: number;
  currency: string;
  amount_deducted: number;
  reason_code: string;
  respond_by: number;
  status: "closed" | "lost" | "open" | "under_review" | "won";
  phase: DisputePhase;
  created_at: number;
}

/** What happened, with a snapshot of the entities that the webhook shows. The id is only in its header. */
export interface RecordedEvent {
  id: string;
  type: string;
  body: {
    entity: "event";
    account_id: string;
    event: string;
    contains: string[];
    payload: Record<string, { entity: object }>;
    created_at: number;
  };
}

/** A refund that was asked for under an idempotency key, and what was asked. */
interface Asked {
  request: string;
  refund_id: string;
}

/** Everything that the account owns, each kind in a journal of its own. */
export interface Books {
  orders: Journal<Order>;
  payments: Journal<Payment>;
  refunds: Journal<Refund>;
  disputes: Journal<Dispute>;
  asked: Journal<Asked>;
  events: Journal<RecordedEvent>;
}

/** Opens the journals in the directory, which is made if missing. */
export function openBooks(directory: string): Books {
  return {
    orders: new Journal(join(directory, "orders.jsonl")),
    payments: new Journal(join(directory, "payments.jsonl")),
    refunds: new Journal(join(directory, "refunds.jsonl")),
    disputes: new Journal(join(directory, "disputes.jsonl")),
    asked: new Journal(join(directory, "idempotency.jsonl")),
    events: new Journal(join(directory, "events.jsonl")),
  };
}
