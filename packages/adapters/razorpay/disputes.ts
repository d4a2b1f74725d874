import type { DisputeEvidence } from "../payment";
import { all } from "./pages";
import { type Dispute, dispute, type Payment } from "./shapes";

/** A bank's question, which may become a dispute but takes no money. */
const questions = new Set(["fraud", "retrieval"]);

const takesMoney = ({ phase, status }: Dispute): boolean => status === "lost" || !questions.has(phase);

const statusOf = (status: string): DisputeEvidence["status"] => {
  if (status === "lost") return "lost";
  return status === "won" || status === "closed" ? "won" : "open";
};

const evidenceOf = ({ id, amount, status, reason_code }: Dispute): DisputeEvidence => ({
  ...{ id, amount, status: statusOf(status), reason: reason_code ?? undefined },
});

/** Razorpay can't be asked for one payment's disputes: all since the payment are looked through. They are few. */
export async function disputesOf({ id, created_at }: Payment): Promise<DisputeEvidence[]> {
  const found: Dispute[] = [];
  for await (const one of all(dispute, "/v1/disputes", { from: String(created_at) }))
    if (one.payment_id === id) found.push(one);
  return found.filter(takesMoney).map(evidenceOf);
}

/** Payments that anybody has disputed since a moment (seconds), whatever came of it. */
export async function disputedSince(from: number): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const { payment_id } of all(dispute, "/v1/disputes", { from: String(from) })) found.add(payment_id);
  return found;
}
