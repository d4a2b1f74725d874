import type { Evidence } from "#adapters/payment";
import { Failure } from "#contract/failure";
import { admissionFor, orReturning } from "./admission";
import { schedule } from "./due";
import { toMinor } from "./money";
import { type Order, type OrderState, Orders } from "./order.entity";
import { commit, type Step, step } from "./transaction";

/** What leads to a settlement: a provider's word, a total of zero, or an admin's reason. */
export type Proof = Omit<Evidence, "provider"> & {
  provider: Evidence["provider"] | "none" | "manual";
  notes?: string;
  /** Steps that put an admin's hand on record, in the transaction that it leads to. */
  record?: Step[];
};

/** Thrown by a transaction that found the order moved on; the caller reads it again. */
class MovedOn extends Error {}

export async function find(id: string): Promise<Order | undefined> {
  const { data } = await Orders.get({ id }).go({ consistent: true });
  return data ?? undefined;
}

/** States that money can still move to `completed`: one that was given up can turn out to be paid after all. */
const unpaid: readonly OrderState[] = ["pending", "failed", "cancelled"];

/** Moves an order from the state it was read in, or not at all. */
function move(order: Order, change: Partial<Order> & { state: OrderState }, now: Date): Step {
  const patch = Orders.patch({ id: order.id })
    .set({ ...change, updated_at: now.toISOString() })
    .composite({ created_at: order.created_at })
    .where((present, { eq }) => eq(present.state, order.state));
  return step(patch.params(), () => new MovedOn());
}

function completion(order: Order, proof: Proof, now: Date): Step {
  const paid = { provider: proof.provider, gateway_transaction_id: proof.payment_id, payment_method: proof.method };
  return move(order, { state: "completed", ...paid, notes: proof.notes, paid_at: now.toISOString() }, now);
}

/**
 * The buyer has the course already. A payment is taken note of, and sent back; where the provider has none, there is
 * nothing to complete.
 */
async function completeAndReturn(order: Order, proof: Proof, now: Date): Promise<void> {
  if (proof.provider === "stripe")
    return commit([completion(order, proof, now), schedule("refund-order", order.id, now)]);
  await giveUp(order, now);
  throw new Failure("already_enrolled");
}

async function complete(order: Order, proof: Proof, now: Date): Promise<void> {
  const buyer = { id: order.user_id, name: order.buyer_name, email: order.buyer_email };
  try {
    await orReturning((lapsed) =>
      commit([completion(order, proof, now), ...admissionFor(order, buyer, now, lapsed), ...(proof.record ?? [])]),
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "already_enrolled") throw error;
    await completeAndReturn(order, proof, now);
  }
}

const owed = (order: Order): number => toMinor(order.total_amount, order.currency);

async function noteDrift(order: Order, proof: Proof, now: Date): Promise<void> {
  const drift = `paid ${proof.amount} ${proof.currency}, due ${owed(order)} ${order.currency} (minor units)`;
  if (order.drift === drift) return;
  await commit([move(order, { state: order.state, drift, gateway_transaction_id: proof.payment_id }, now)]);
}

async function noteDecline(order: Order, reason: string, now: Date): Promise<void> {
  if (order.state !== "pending" || order.declined === reason) return;
  await commit([move(order, { state: "pending", declined: reason }, now)]);
}

async function advance(order: Order, proof: Proof, now: Date): Promise<void> {
  if (!unpaid.includes(order.state)) return;
  if (proof.outcome === "open") return proof.declined ? noteDecline(order, proof.declined, now) : undefined;
  if (proof.outcome === "cancelled") return giveUp(order, now, proof.record);
  if (proof.amount !== owed(order) || proof.currency !== order.currency) return noteDrift(order, proof, now);
  return complete(order, proof, now);
}

async function giveUp(order: Order, now: Date, record: Step[] = []): Promise<void> {
  if (order.state !== "pending") return;
  await commit([move(order, { state: order.declined ? "failed" : "cancelled" }, now), ...record]);
}

/**
 * The one way in which an order moves: webhook, verify-payment, sweep and admin all end here. Forward only: an order
 * that is paid, granted or refunded is left as it is, whatever comes late, twice or out of order. Paid, granted and
 * counted change in one transaction.
 * @returns the order as it stands then.
 * @throws Failure order_not_found; already_enrolled for an order without a payment, which is given up then
 */
export async function settle(orderId: string, proof: Proof, now: Date): Promise<Order> {
  for (;;) {
    const order = await find(orderId);
    if (!order) throw new Failure("order_not_found");
    try {
      await advance(order, proof, now);
      return (await find(orderId)) ?? order;
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
    }
  }
}

/** A completed order whose money went back in full. */
export async function settleRefund(order: Order, now: Date): Promise<void> {
  await commit([move(order, { state: "refunded", refunded_amount: order.total_amount }, now)]);
}
