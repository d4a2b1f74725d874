import { z } from "zod";
import { save } from "#local/journal";
import { formatMoney } from "#local/payments/money";
import type { Charge, Refund } from "./books";
import type { Call } from "./call";
import { missing, refusal } from "./failure";
import type { Fields } from "./form";
import { newId } from "./ids";
import { id, integer, mergeMetadata, metadata, readParams } from "./params";
import { bookRefund, bookRefundFailure } from "./transaction";

const Create = z.strictObject({
  amount: integer.optional(),
  charge: id.optional(),
  metadata: metadata.optional(),
  payment_intent: id.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

/** `POST /v1/refunds`: the whole of what is left, or part of it. */
export function createRefund(call: Call, fields: Fields): Refund {
  const params = readParams(Create, fields);
  const charge = paidCharge(call, params);
  const amount = refundable(charge, params.amount);
  const refundId = newId("re");
  const refund = save<Refund>(call.books.refunds, {
    ...{ id: refundId, object: "refund", amount, charge: charge.id, created: call.now, currency: charge.currency },
    balance_transaction: bookRefund(call, refundId, { amount, currency: charge.currency }),
    customer: charge.customer,
    customer_account: null,
    destination_details: { card: { type: "refund" }, type: "card" },
    metadata: mergeMetadata({}, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    ...{ receipt_number: null, source_transfer_reversal: null, status: "succeeded", transfer_reversal: null },
  });
  const returned = charge.amount_refunded + amount;
  const refunded = { ...charge, amount_refunded: returned, refunded: returned === charge.amount };
  call.emit("charge.refunded", save(call.books.charges, refunded));
  call.emit("refund.created", refund);
  return refund;
}

/** The buyer's bank sends the money of a refund back to us, days later: a closed account, an expired card. */
export function failRefund(call: Call, refund: Refund): Refund {
  if (refund.status !== "succeeded") throw refusal("refund_failed", `Refund ${refund.id} is ${refund.status} already.`);
  const { amount, currency } = refund;
  const failed = save<Refund>(call.books.refunds, {
    ...refund,
    failure_balance_transaction: bookRefundFailure(call, refund.id, { amount, currency }),
    failure_reason: "lost_or_stolen_card",
    status: "failed",
  });
  const charge = call.books.charges.get(refund.charge);
  if (charge) {
    save(call.books.charges, { ...charge, amount_refunded: charge.amount_refunded - amount, refunded: false });
  }
  for (const type of ["refund.updated", "refund.failed", "charge.refund.updated"] as const) call.emit(type, failed);
  return failed;
}

function paidCharge(call: Call, params: z.output<typeof Create>): Charge {
  const { charge: chargeId, payment_intent: intentId } = params;
  if (intentId === undefined && chargeId === undefined) {
    throw refusal("parameter_missing", "One of the following params should be provided: payment_intent or charge.");
  }
  const intent = intentId === undefined ? undefined : call.books.intents.get(intentId);
  if (intentId !== undefined && !intent) throw missing("payment_intent", intentId, "payment_intent", 400);
  const charge = call.books.charges.get(chargeId ?? intent?.latest_charge ?? "");
  if (chargeId !== undefined && !charge) throw missing("charge", chargeId, "charge", 400);
  if (charge?.paid) return charge;
  const code = intent ? "payment_intent_unexpected_state" : "charge_not_refundable";
  throw refusal(code, "This payment does not have a successful charge to refund.");
}

function refundable(charge: Charge, asked: number | undefined): number {
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw refusal("charge_already_refunded", `Charge ${charge.id} has already been refunded.`);
  if (charge.disputed)
    throw refusal("charge_disputed", `Charge ${charge.id} has been charged back; cannot issue a refund.`);
  const amount = asked ?? left;
  if (amount < 1) throw refusal("parameter_invalid_integer", "Invalid positive integer", "amount");
  if (amount <= left) return amount;
  const [wanted, rest] = [formatMoney(amount, charge.currency), formatMoney(left, charge.currency)];
  throw refusal(
    "amount_too_large",
    `Refund amount (${wanted}) is greater than unrefunded amount on charge (${rest})`,
    "amount",
  );
}
