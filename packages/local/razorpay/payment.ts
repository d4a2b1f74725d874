import { z } from "zod";
import { save } from "#local/journal";
import type { Order, Payment, PaymentMethod } from "./books";
import { type Desk, emit, seconds } from "./desk";
import { missing, refusal } from "./failure";
import { newId } from "./ids";
import { type Collection, listPage, listParams } from "./listing";
import { findOrder } from "./order";
import { amount, keptNotes, readParams } from "./params";

/** How the buyer's attempt ends; an authorized one waits to be captured, as one does that the bank confirms late. */
export type Outcome = "authorized" | "captured" | "failed";

interface Attempt {
  outcome: Outcome;
  method: PaymentMethod;
  /** What the checkout noted; the order's notes otherwise. */
  notes?: Record<string, string> | undefined;
}

/** What a buyer does at the checkout. An order that is paid takes no further attempt. */
export function attemptPayment(desk: Desk, order: Order, { outcome, method, notes }: Attempt): Payment {
  if (order.status === "paid") throw refusal("Payment already done for this order.");
  const attempted = save<Order>(desk.books.orders, { ...order, status: "attempted", attempts: order.attempts + 1 });
  const payment = save<Payment>(desk.books.payments, {
    ...newPayment(desk, attempted, method),
    notes: notes === undefined ? order.notes : keptNotes(notes),
    ...(outcome === "failed" && declined),
  });
  emit(desk, outcome === "failed" ? "payment.failed" : "payment.authorized", { payment });
  return outcome === "captured" ? capture(desk, payment) : payment;
}

/** Takes the money of an authorized payment: the order is paid. */
function capture(desk: Desk, payment: Payment): Payment {
  const fee = Math.round(payment.amount * 0.02);
  const captured = save<Payment>(desk.books.payments, {
    ...{ ...payment, status: "captured", captured: true, fee, tax: Math.round(fee * 0.18) },
  });
  const order = findOrder(desk, payment.order_id);
  const paid = save<Order>(desk.books.orders, { ...order, amount_paid: order.amount, amount_due: 0, status: "paid" });
  emit(desk, "payment.captured", { payment: captured });
  emit(desk, "order.paid", { payment: captured, order: paid });
  return captured;
}

const Capture = z.strictObject({ amount, currency: z.string() });

/** `POST /v1/payments/:id/capture`: of the whole amount, once. */
export function capturePayment(desk: Desk, fields: unknown, id: string): Payment {
  const params = readParams(Capture, fields);
  const payment = findPayment(desk, id);
  if (payment.captured) throw refusal("This payment has already been captured");
  if (payment.status !== "authorized") {
    throw refusal("Only payments which have been authorized and not yet captured can be captured");
  }
  if (params.amount !== payment.amount || params.currency !== payment.currency) {
    throw refusal("Capture amount must be equal to the amount authorized", "amount");
  }
  return capture(desk, payment);
}

/** `GET /v1/payments`: every attempt, newest first. */
export const listPayments = (desk: Desk, fields: unknown): Collection =>
  listPage(desk.books.payments.values(), readParams(z.strictObject(listParams), fields));

/** `GET /v1/payments/:id` */
export const fetchPayment = (desk: Desk, _fields: unknown, id: string): Payment => findPayment(desk, id);

/** @throws RazorpayFailure 400. */
export function findPayment(desk: Desk, id: string): Payment {
  const payment = desk.books.payments.get(id);
  if (!payment) throw missing();
  return payment;
}

const declined = {
  status: "failed",
  error_code: "BAD_REQUEST_ERROR",
  error_description: "Your payment didn't go through as it was declined by the bank. Try another payment method.",
  error_source: "bank",
  error_step: "payment_authorization",
  error_reason: "payment_failed",
} as const;

function newPayment(desk: Desk, order: Order, method: PaymentMethod): Payment {
  const now = desk.clock();
  return {
    ...{ id: newId("pay", now), entity: "payment", amount: order.amount, currency: order.currency },
    ...{ status: "authorized", order_id: order.id, invoice_id: null, international: false, method },
    ...{ amount_refunded: 0, refund_status: null, captured: false, description: null },
    card_id: method === "card" ? newId("card", now) : null,
    bank: method === "netbanking" ? "HDFC" : null,
    wallet: method === "wallet" ? "payzapp" : null,
    vpa: method === "upi" ? "success@razorpay" : null,
    ...{ email: "buyer@instaiq.test", contact: "+919900000000", notes: [], fee: null, tax: null },
    ...{ error_code: null, error_description: null, error_source: null, error_step: null, error_reason: null },
    ...{ acquirer_data: {}, created_at: seconds(desk) },
  };
}
