import type { RefundEvidence, RefundRequest } from "../payment";
import { ask } from "./api";
import { attemptsAt } from "./orders";
import { all } from "./pages";
import { RazorpayRefusal } from "./refusal";
import { isCaptured, noted, type Refund, refund as shape } from "./shapes";

const statusOf = (status: string): RefundEvidence["status"] => {
  if (status === "processed") return "succeeded";
  return status === "failed" ? "failed" : "pending";
};

const evidenceOf = (refund: Refund): RefundEvidence => ({
  ...{ id: refund.id, amount: refund.amount, status: statusOf(refund.status) },
  ...{ refund_id: noted(refund, "refund_id"), reason: noted(refund, "comment") },
});

/** All refunds of a payment, those from the dashboard too. */
export async function refundsOf(payment_id: string): Promise<RefundEvidence[]> {
  const found: RefundEvidence[] = [];
  for await (const refund of all(shape, `/v1/payments/${payment_id}/refunds`, {})) found.push(evidenceOf(refund));
  return found;
}

/** Nothing says how long Razorpay remembers an idempotency key: what it has on record is asked for first. */
export async function refund({ reference, refund_id, amount, reason }: RefundRequest): Promise<RefundEvidence> {
  const captured = (await attemptsAt(reference)).find(isCaptured);
  if (!captured) throw new RazorpayRefusal(400, `nothing was captured for ${reference}`);
  const present = (await refundsOf(captured.id)).find((one) => one.refund_id === refund_id);
  if (present) return present;
  const made = await ask(shape, {
    ...{ method: "POST", path: `/v1/payments/${captured.id}/refund`, repeatable: true },
    headers: { "x-refund-idempotency": refund_id },
    body: {
      ...{ amount, speed: "normal", receipt: refund_id },
      notes: { refund_id, ...(reason && { comment: reason.slice(0, 250) }) },
    },
  });
  return evidenceOf(made);
}
