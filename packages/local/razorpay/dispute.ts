import { z } from "zod";
import { save } from "#local/journal";
import type { Dispute, DisputePhase, Payment } from "./books";
import { type Desk, emit, seconds } from "./desk";
import { missing, refusal } from "./failure";
import { newId } from "./ids";
import { type Collection, listPage, listParams } from "./listing";
import { readParams } from "./params";
import { findPayment } from "./payment";

const responseDays = 7;

interface Claim {
  phase: DisputePhase;
  reason_code: string;
  amount?: number | undefined;
}

/** The buyer's bank questions the payment: `amount` of it (minor units; the whole by default). */
export function openDispute(desk: Desk, payment: Payment, { amount = payment.amount, ...claim }: Claim): Dispute {
  if (!payment.captured) throw refusal("Only a captured payment can be disputed");
  const dispute = save<Dispute>(desk.books.disputes, {
    ...{ id: newId("disp", desk.clock()), entity: "dispute", payment_id: payment.id, amount },
    ...{ currency: payment.currency, amount_deducted: 0, ...claim, status: "open", created_at: seconds(desk) },
    respond_by: seconds(desk) + responseDays * 86_400,
  });
  emit(desk, "payment.dispute.created", { payment, dispute });
  return dispute;
}

/** The bank's decision. Razorpay takes the money when the dispute is lost. */
export function closeDispute(desk: Desk, id: string, status: "closed" | "lost" | "won"): Dispute {
  const dispute = findDispute(desk, id);
  if (dispute.status !== "open") throw refusal(`The dispute is ${dispute.status} already`);
  const amount_deducted = status === "lost" ? dispute.amount : 0;
  const closed = save<Dispute>(desk.books.disputes, { ...dispute, amount_deducted, status });
  emit(desk, `payment.dispute.${status}`, { payment: findPayment(desk, dispute.payment_id), dispute: closed });
  return closed;
}

/** `GET /v1/disputes`: of all payments; Razorpay can't be asked for those of one. */
export const listDisputes = (desk: Desk, fields: unknown): Collection =>
  listPage(desk.books.disputes.values(), readParams(z.strictObject(listParams), fields));

/** `GET /v1/disputes/:id` */
export const fetchDispute = (desk: Desk, _fields: unknown, id: string): Dispute => findDispute(desk, id);

function findDispute(desk: Desk, id: string): Dispute {
  const dispute = desk.books.disputes.get(id);
  if (!dispute) throw missing();
  return dispute;
}
