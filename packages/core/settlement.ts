import type { Evidence } from "#adapters/payment";
import { Failure, type FailureCode } from "#contract/failure";
import { useAgain, useReturned } from "./coupon.use";
import { recorded } from "./journal";
import { toMinor } from "./money";
import { kindOf } from "./offer";
import { type Order, type OrderState, Orders } from "./order.entity";
import { requested } from "./refund.request";
import { commit, type Step, step } from "./transaction";

/** What leads to a settlement: a provider's word, a total of zero, or an admin's reason. */
export type Proof = Omit<Evidence, "provider" | "reference"> & {
  provider: Evidence["provider"] | "none" | "manual";
  reference?: string;
  notes?: string;
  /** Steps that join the transaction that it leads to: an admin's hand on record, a webhook that was seen. */
  record?: Step[];
};

/** Thrown by a transaction that found the order moved on; the caller reads it again, or says so. */
export class MovedOn extends Failure {
  constructor() {
    super("edited_meanwhile");
  }
}

export async function find(id: string): Promise<Order | undefined> {
  const { data } = await Orders.get({ id }).go({ consistent: true });
  return data ?? undefined;
}

/** States that money can still move to `completed`: one that was given up can turn out to be paid after all. */
const unpaid: readonly OrderState[] = ["pending", "failed", "cancelled"];

/** Changes an order as it was read, or not at all. */
export function move(order: Order, change: Partial<Order>, now: Date): Step {
  const next = { state: order.state, ...change, revision: order.revision + 1, updated_at: now.toISOString() };
  const patch = Orders.patch({ id: order.id })
    .set(next)
    .composite({ created_at: order.created_at })
    .where((present, { eq }) => eq(present.revision, order.revision));
  return step(patch.params(), () => new MovedOn());
}

function paid(order: Order, proof: Proof): Partial<Order> {
  const { provider, payment_id: gateway_transaction_id, method: payment_method, notes } = proof;
  const transaction_id = order.transaction_id ?? proof.reference;
  return { provider, transaction_id, gateway_transaction_id, payment_method, notes };
}

/** The order is paid; what it kept for the buyer is the buyer's now, or free again. */
const completion = (order: Order, proof: Proof, now: Date, more: Partial<Order> = {}): Step =>
  move(order, { ...paid(order, proof), state: "completed", holding: false, paid_at: now.toISOString(), ...more }, now);

/** Whoever answers for what an order's change tells. */
const authorOf = ({ provider, payment_id }: Proof): string =>
  provider === "manual" ? (payment_id ?? provider) : provider === "none" ? "system" : provider;

/** With what the figures are made of: major units, as all of an order. */
function payment(order: Order, proof: Proof, now: Date): Step {
  const { total_amount: money, discount_amount: discount, tax_amount: tax } = order;
  const detail = { via: proof.provider, discount, tax };
  return recorded(order, { what: "paid", money, by: authorOf(proof), detail }, now);
}

/** Gives back what an unpaid order kept from others. */
const released = (order: Order, now: Date): Step[] =>
  order.holding ? [...kindOf(order).release(order, now), ...useReturned(order)] : [];

/** Why something that was paid for can't be granted: the money goes back then. */
const ungrantable: readonly FailureCode[] = [
  ...(["already_enrolled", "course_not_found"] as const),
  ...(["already_registered", "event_full", "event_over", "event_cancelled", "event_not_found"] as const),
  "coupon_exhausted",
];

const fromProvider = ({ provider }: Proof): boolean => provider !== "none" && provider !== "manual";

/**
 * What was paid for can't be granted. A payment is taken note of, and sent back; where no provider has one, there is
 * nothing to complete.
 */
async function completeAndReturn(order: Order, proof: Proof, refusal: Failure, now: Date): Promise<void> {
  if (!fromProvider(proof)) {
    await giveUp(order, now);
    throw refusal;
  }
  const reason = refusal.code;
  const back = requested(order, { amount: order.total_amount, reason, by: "system" }, now);
  await commit([
    completion(order, proof, now, { returning: true, refund_pending: order.total_amount }),
    payment(order, proof, now),
    recorded(order, { what: "returned", detail: { reason } }, now),
    ...back.steps,
    ...released(order, now),
    ...(proof.record ?? []),
  ]);
}

async function complete(order: Order, proof: Proof, now: Date): Promise<void> {
  const own = [
    completion(order, proof, now),
    payment(order, proof, now),
    recorded(order, { what: "granted" }, now),
    ...(await useAgain(order, () => new MovedOn())),
    ...(proof.record ?? []),
  ];
  try {
    await kindOf(order).grant(order, now, (steps) => commit([...own, ...steps]));
  } catch (error) {
    if (!(error instanceof Failure) || !ungrantable.includes(error.code)) throw error;
    await completeAndReturn(order, proof, error, now);
  }
}

const owed = (order: Order): number => toMinor(order.total_amount, order.currency);

async function noteDrift(order: Order, proof: Proof, now: Date): Promise<void> {
  const drift = `paid ${proof.amount} ${proof.currency}, due ${owed(order)} ${order.currency} (minor units)`;
  if (order.drift === drift) return;
  const detail = { drift, payment_id: proof.payment_id };
  await commit([
    move(order, { drift, gateway_transaction_id: proof.payment_id }, now),
    recorded(order, { what: "drifted", by: authorOf(proof), detail }, now),
    ...(proof.record ?? []),
  ]);
}

async function noteDecline(order: Order, reason: string, proof: Proof, now: Date): Promise<void> {
  if (order.state !== "pending" || order.declined === reason) return;
  await commit([
    move(order, { declined: reason }, now),
    recorded(order, { what: "declined", by: authorOf(proof), detail: { reason } }, now),
    ...(proof.record ?? []),
  ]);
}

/** An unpaid order is over. What it kept is for somebody else to give back, or to go on with. */
export const ended = (order: Order, happening: { by: string; detail?: Record<string, unknown> }, now: Date): Step[] => [
  move(order, { state: order.declined ? "failed" : "cancelled", holding: false }, now),
  recorded(order, { what: "given_up", ...happening }, now),
];

async function giveUp(order: Order, now: Date, { record = [], by = "system" } = {} as GivingUp): Promise<void> {
  if (order.state !== "pending") return;
  await commit([...ended(order, { by }, now), ...released(order, now), ...record]);
}

interface GivingUp {
  record?: Step[];
  by?: string;
}

async function advance(order: Order, proof: Proof, now: Date): Promise<void> {
  if (!unpaid.includes(order.state)) return;
  if (proof.outcome === "open") return proof.declined ? noteDecline(order, proof.declined, proof, now) : undefined;
  if (proof.outcome === "cancelled") return giveUp(order, now, { record: proof.record });
  if (proof.amount !== owed(order) || proof.currency !== order.currency) return noteDrift(order, proof, now);
  return complete(order, proof, now);
}

/** Tries a change of an order as it is read, until nothing has come between. @throws Failure order_not_found */
export async function changing(id: string, attempt: (order: Order) => Promise<void>): Promise<Order> {
  for (;;) {
    const order = await find(id);
    if (!order) throw new Failure("order_not_found");
    try {
      await attempt(order);
      return (await find(id)) ?? order;
    } catch (error) {
      // What hangs on it, an enrollment or a registration, can have moved, too.
      if (!(error instanceof Failure && error.code === "edited_meanwhile")) throw error;
    }
  }
}

/**
 * The one way in which an order comes to be paid: webhook, verify-payment, sweep and admin all end here. Forward only:
 * an order that is paid, granted or refunded is left as it is, whatever comes late, twice or out of order. Paid, granted
 * and counted change in one transaction. What can't be granted any more is paid back.
 * @returns the order as it stands then.
 * @throws Failure order_not_found; why it can't be had, for an order without a payment, which is given up then
 */
export const settle = (orderId: string, proof: Proof, now: Date): Promise<Order> =>
  changing(orderId, (order) => advance(order, proof, now));
