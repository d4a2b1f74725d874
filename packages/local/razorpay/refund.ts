import { z } from "zod";
import { save } from "#local/journal";
import type { Payment, Refund } from "./books";
import { type Desk, emit, seconds } from "./desk";
import { missing, refusal } from "./failure";
import { newId } from "./ids";
import { type Collection, listPage, listParams } from "./listing";
import { amount, keptNotes, notes, readParams } from "./params";
import { findPayment } from "./payment";

const Create = z.strictObject({
  amount: amount.optional(),
  notes: notes.optional(),
  receipt: z.string().max(40).optional(),
  speed: z.enum(["normal", "optimum"]).default("normal"),
});

const smallest = 100;

/** `POST /v1/payments/:id/refund`: what is left, or part of it; once per idempotency key, which may be missing. */
export function createRefund(desk: Desk, fields: unknown, paymentId: string, key: string | undefined): Refund {
  const params = readParams(Create, fields);
  const payment = findPayment(desk, paymentId);
  if (key === undefined) return giveBack(desk, payment, params);
  if (!/^[\w-]{10,}$/.test(key)) throw refusal("The idempotency key provided is invalid");
  const request = JSON.stringify([paymentId, params]);
  const asked = desk.books.asked.get(key);
  if (asked && asked.request !== request) {
    throw refusal("Different request body sent for the same idempotency key");
  }
  if (asked) return findRefund(desk, asked.refund_id);
  const refund = giveBack(desk, payment, params);
  desk.books.asked.set(key, { request, refund_id: refund.id });
  return refund;
}

const giveBack = (desk: Desk, payment: Payment, params: z.output<typeof Create>): Refund =>
  record(desk, payment, refundable(desk, payment, params.amount), params);

type Noted = Partial<Pick<z.output<typeof Create>, "notes" | "receipt" | "speed">>;

function record(desk: Desk, payment: Payment, amount: number, params: Noted): Refund {
  const refund = save<Refund>(desk.books.refunds, {
    ...{ id: newId("rfnd", desk.clock()), entity: "refund", amount, currency: payment.currency },
    ...{ payment_id: payment.id, notes: keptNotes(params.notes), receipt: params.receipt ?? null },
    ...{ acquirer_data: { arn: null }, created_at: seconds(desk), batch_id: null, status: "processed" },
    ...{ speed_processed: "normal", speed_requested: params.speed ?? "normal" },
  });
  const returned = settle(desk, payment, payment.amount_refunded + amount);
  emit(desk, "refund.created", { refund, payment: returned });
  emit(desk, "refund.processed", { refund, payment: returned });
  return refund;
}

function refundable(desk: Desk, payment: Payment, asked: number | undefined): number {
  if (payment.status === "refunded") throw refusal("The payment has been fully refunded already");
  if (payment.status !== "captured") throw refusal("The payment status should be captured for action to be taken");
  const disputed = desk.books.disputes.values().some((one) => one.payment_id === payment.id && one.status !== "won");
  if (disputed) throw refusal("Refund is not allowed on this payment because it is disputed");
  const left = payment.amount - payment.amount_refunded;
  const amount = asked ?? left;
  if (amount < smallest) throw refusal("The amount must be atleast INR 1.00", "amount");
  if (amount > left) throw refusal("The total refund amount is greater than the refund payment amount", "amount");
  return amount;
}

function settle(desk: Desk, payment: Payment, amount_refunded: number): Payment {
  const full = amount_refunded === payment.amount;
  const status = full ? "refunded" : "captured";
  const refund_status = full ? "full" : amount_refunded > 0 ? "partial" : null;
  return save<Payment>(desk.books.payments, { ...payment, amount_refunded, refund_status, status });
}

/** The buyer's bank sends the money back to us, days later. */
export function failRefund(desk: Desk, id: string): Refund {
  const refund = findRefund(desk, id);
  if (refund.status === "failed") throw refusal("The refund has failed already");
  const payment = findPayment(desk, refund.payment_id);
  const failed = save<Refund>(desk.books.refunds, { ...refund, status: "failed" });
  const kept = settle(desk, payment, payment.amount_refunded - refund.amount);
  emit(desk, "refund.failed", { refund: failed, payment: kept });
  return failed;
}

/** Razorpay sends a payment back that wasn't captured in time: refunded, but never captured. */
export function returnUncaptured(desk: Desk, id: string): Refund {
  const payment = findPayment(desk, id);
  if (payment.status !== "authorized") throw refusal("Only a payment that isn't captured goes back by itself");
  return record(desk, payment, payment.amount, {});
}

/** `GET /v1/payments/:id/refunds` */
export function listPaymentRefunds(desk: Desk, fields: unknown, id: string): Collection {
  const params = readParams(z.strictObject(listParams), fields);
  const payment = findPayment(desk, id);
  return listPage(
    desk.books.refunds.values().filter(({ payment_id }) => payment_id === payment.id),
    params,
  );
}

/** `GET /v1/refunds` */
export const listRefunds = (desk: Desk, fields: unknown): Collection =>
  listPage(desk.books.refunds.values(), readParams(z.strictObject(listParams), fields));

/** `GET /v1/refunds/:id` */
export const fetchRefund = (desk: Desk, _fields: unknown, id: string): Refund => findRefund(desk, id);

function findRefund(desk: Desk, id: string): Refund {
  const refund = desk.books.refunds.get(id);
  if (!refund) throw missing();
  return refund;
}
