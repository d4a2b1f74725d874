import type Stripe from "stripe";
import { save } from "#local/journal";
import type { Charge, PaymentIntent, SavedMethod } from "./books";
import type { Call } from "./call";
import type { Outcome } from "./cards";
import { newId } from "./ids";
import { bookPayment } from "./transaction";

type Decline = Extract<Outcome, { kind: "declines" }>;

/** One attempt to take the intent's amount from the method; `decline` tells why it failed, if it did. */
export function recordCharge(call: Call, intent: PaymentIntent, saved: SavedMethod, decline?: Decline): Charge {
  const id = newId("ch");
  const paid = decline === undefined;
  return save<Charge>(call.books.charges, {
    ...blank,
    ...{ id, amount: intent.amount, created: call.now, currency: intent.currency, customer: intent.customer },
    amount_captured: paid ? intent.amount : 0,
    balance_transaction: paid ? bookPayment(call, id, intent) : null,
    billing_details: { ...saved.method.billing_details, tax_id: null },
    captured: paid,
    description: intent.description,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: intent.metadata,
    outcome: outcomeObject(decline),
    paid,
    payment_intent: intent.id,
    payment_method: saved.id,
    payment_method_details: methodDetails(intent.amount, saved.method),
    receipt_email: intent.receipt_email,
    status: paid ? "succeeded" : "failed",
  });
}

function outcomeObject(decline: Decline | undefined): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: "normal",
    seller_message: decline ? "The bank did not return any further details with this decline." : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

function methodDetails(amount: number, { card }: Stripe.PaymentMethod): Stripe.Charge.PaymentMethodDetails {
  if (!card) return { type: "card" };
  const { brand, checks, country, exp_month, exp_year, funding, last4 } = card;
  return {
    card: {
      ...{ amount_authorized: amount, authorization_code: null, brand, checks, country, exp_month, exp_year },
      ...{ electronic_commerce_indicator: null, transaction_link_id: null },
      ...{ funding, installments: null, last4, mandate: null, network: brand, network_token: { used: false } },
      ...{ network_transaction_id: null, regulated_status: "unregulated", three_d_secure: null, wallet: null },
    },
    type: "card",
  };
}

const blank = {
  object: "charge",
  ...{ amount_refunded: 0, application: null, application_fee: null, application_fee_amount: null },
  ...{ calculated_statement_descriptor: "INSTA IQ", disputed: false, failure_balance_transaction: null },
  ...{ fraud_details: {}, livemode: false, on_behalf_of: null, receipt_number: null, receipt_url: null },
  ...{ refunded: false, review: null, shipping: null, source: null, source_transfer: null },
  ...{ statement_descriptor: null, statement_descriptor_suffix: null, transfer_data: null, transfer_group: null },
} as const;
