import type Stripe from "stripe";
import { save } from "#local/journal";
import type { Charge, Dispute } from "./books";
import type { Call } from "./call";
import { refusal } from "./failure";
import { newId } from "./ids";
import { bookDispute } from "./transaction";

const responseDays = 7;

/** The customer's bank takes the payment back, `amount` of it (minor units; what is left of it by default). */
export function openDispute(
  call: Call,
  charge: Charge,
  claim: { reason: string; amount?: number | undefined },
): Dispute {
  if (charge.disputed) throw refusal("charge_disputed", `Charge ${charge.id} is disputed already.`);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw refusal("charge_already_refunded", `Charge ${charge.id} has already been refunded.`);
  const amount = claim.amount ?? left;
  const id = newId("du");
  const transaction = call.books.transactions.get(bookDispute(call, id, { amount, currency: charge.currency }));
  const dispute = save<Dispute>(call.books.disputes, {
    ...{ id, object: "dispute", amount, charge: charge.id, created: call.now, currency: charge.currency },
    balance_transactions: transaction ? [transaction] : [],
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: call.now + responseDays * 86_400,
      enhanced_eligibility: {},
      ...{ has_evidence: false, past_due: false, submission_count: 0, submission_method: "manual" },
    },
    ...{ intended_submission_method: null, is_charge_refundable: false, livemode: false, metadata: {} },
    payment_intent: charge.payment_intent,
    reason: claim.reason,
    status: "needs_response",
  });
  save(call.books.charges, { ...charge, disputed: true });
  call.emit("charge.dispute.created", dispute);
  return dispute;
}

/** The bank's decision; a dispute that is won gives the money back. */
export function closeDispute(call: Call, dispute: Dispute, status: "lost" | "won"): Dispute {
  if (dispute.status === "won" || dispute.status === "lost") {
    throw refusal("dispute_closed", `This dispute is ${dispute.status} already.`);
  }
  const { amount, currency } = dispute;
  if (status === "won") bookDispute(call, dispute.id, { amount: -amount, currency });
  const closed = save<Dispute>(call.books.disputes, { ...dispute, status });
  call.emit("charge.dispute.closed", closed);
  return closed;
}

const noEvidence: Stripe.Dispute.Evidence = {
  ...{ access_activity_log: null, billing_address: null, cancellation_policy: null },
  ...{ cancellation_policy_disclosure: null, cancellation_rebuttal: null, customer_communication: null },
  ...{ customer_email_address: null, customer_name: null, customer_purchase_ip: null, customer_signature: null },
  ...{ duplicate_charge_documentation: null, duplicate_charge_explanation: null, duplicate_charge_id: null },
  ...{ enhanced_evidence: {}, product_description: null, receipt: null, refund_policy: null },
  ...{ refund_policy_disclosure: null, refund_refusal_explanation: null, service_date: null },
  ...{ service_documentation: null, shipping_address: null, shipping_carrier: null, shipping_date: null },
  ...{
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  },
};
