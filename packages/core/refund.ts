import type { RefundEvidence } from "#adapters/payment";
import { Failure } from "#contract/failure";
import { audited } from "./audit";
import { type DueWork, done } from "./due";
import { recorded } from "./journal";
import { toMajor } from "./money";
import { kindOf } from "./offer";
import type { Order, OrderState } from "./order.entity";
import { ask, takerOf } from "./payment";
import { type Refund, Refunds, refundsOf } from "./refund.entity";
import { goesBack, minor } from "./refund.owed";
import { requested } from "./refund.request";
import type { Session } from "./session";
import { changing, find, move } from "./settlement";
import { commit, type Step, step } from "./transaction";

const major = (order: Order, value: number): number => toMajor(value, order.currency);

/** What can still be given back, in minor units: neither gone, nor on its way, nor in dispute. */
export const refundable = (order: Order): number =>
  minor(order, order.total_amount) -
  minor(order, order.refunded_amount) -
  minor(order, order.refund_pending) -
  minor(order, order.disputed_amount);

/** States in which money is there to give back. */
const refundableStates: readonly OrderState[] = ["completed", "partially_refunded", "refunded"];

interface Wanted {
  /** Major units; all that is left where it is missing. */
  amount?: number;
  reason: string;
  by: string;
}

function amountOf(order: Order, wanted: number | undefined): number {
  const left = refundable(order);
  const amount = wanted === undefined ? left : minor(order, wanted);
  const possible = refundableStates.includes(order.state) && amount > 0 && amount <= left;
  if (!possible) throw new Failure("nothing_to_refund");
  return amount;
}

/**
 * Asks for money to go back: put on record, and then sent by `send-refund`. `steps` join the transaction.
 * @throws Failure nothing_to_refund, wrong_state for what no provider took
 */
export async function requestRefund(
  order: Order,
  { amount, reason, by }: Wanted,
  now: Date,
  steps: Step[] = [],
): Promise<Refund> {
  if (!takerOf(order)) throw new Failure("wrong_state", { detail: "No provider took this payment" });
  const given = amountOf(order, amount);
  const { refund, steps: own } = requested(order, { amount: major(order, given), reason, by }, now);
  const refund_pending = major(order, minor(order, order.refund_pending) + given);
  await commit([move(order, { refund_pending }, now), ...own, ...steps]);
  return refund;
}

/** Whether nothing is left of what was paid. */
const isWhole = (order: Order, back: number): boolean => back >= minor(order, order.total_amount);

/** The state that follows from how much is back. What was taken back once isn't granted again. */
const stateAfter = (order: Order, back: number): OrderState =>
  order.state === "refunded" || isWhole(order, back) ? "refunded" : "partially_refunded";

/** The steps of an order of which `amount` (minor units) is back: with the last of it goes what was granted. */
export async function givenBack(order: Order, amount: number, change: Partial<Order>, now: Date): Promise<Step[]> {
  const back = minor(order, order.refunded_amount) + amount;
  const state = stateAfter(order, back);
  const revoked = state === "refunded" && order.state !== "refunded" ? await kindOf(order).revoke(order, now) : [];
  return [
    move(order, { refunded_amount: major(order, back), state, ...change }, now),
    ...(revoked.length > 0 ? [recorded(order, { what: "revoked" }, now)] : []),
    ...revoked,
  ];
}

/** The row of a refund: ours by our id, the provider's own by its. */
const rowFor = (rows: Refund[], { id, refund_id }: RefundEvidence): Refund | undefined =>
  rows.find((row) => row.id === refund_id || row.id === id || row.provider_refund_id === id);

function newRow(order: Order, evidence: RefundEvidence, by: string, now: Date): Refund {
  return {
    ...{ id: evidence.id, order_id: order.id, amount: major(order, evidence.amount), currency: order.currency },
    ...{ status: "requested", reason: evidence.reason, by, requested_at: now.toISOString() },
  };
}

/** Writes the row as it stands now, unless it was changed since it was read. */
function written(before: Refund | undefined, next: Refund): Step {
  const put = Refunds.put(next).where((row, { eq, notExists }) =>
    before ? eq(row.status, before.status) : notExists(row.status),
  );
  return step(put.params(), () => new Failure("edited_meanwhile"));
}

interface Finding {
  order: Order;
  before: Refund | undefined;
  row: Refund;
  evidence: RefundEvidence;
  now: Date;
}

const pendingWithout = ({ order, before, evidence }: Finding): Partial<Order> =>
  before?.status === "requested"
    ? { refund_pending: major(order, minor(order, order.refund_pending) - evidence.amount) }
    : {};

/** The money is back with the buyer, or on its way there. */
async function arrived(finding: Finding): Promise<void> {
  const { order, before, row, evidence, now } = finding;
  const settled: Refund = { ...row, status: "succeeded", settled_at: now.toISOString() };
  const money = -major(order, evidence.amount);
  const detail = { refund_id: row.id, provider_refund_id: evidence.id };
  await commit([
    ...(await givenBack(order, evidence.amount, pendingWithout(finding), now)),
    written(before, settled),
    recorded(order, { what: "refunded", money, by: row.by, detail }, now),
  ]);
}

/** The money is with us, still or again, and owed to the buyer: for a person to look at. */
async function failed(finding: Finding): Promise<void> {
  const { order, before, row, evidence, now } = finding;
  const returned = before?.status === "succeeded" ? evidence.amount : 0;
  const refunded_amount = major(order, minor(order, order.refunded_amount) - returned);
  const drift = `refund ${row.id} failed: ${row.amount} ${order.currency} are owed to the buyer`;
  await commit([
    move(
      order,
      { refunded_amount, drift, ...pendingWithout(finding), ...(goesBack(order) ? { owed: true } : {}) },
      now,
    ),
    written(before, { ...row, status: "failed", settled_at: now.toISOString() }),
    recorded(order, { what: "refund_failed", money: major(order, returned), detail: { refund_id: row.id } }, now),
  ]);
}

/** Brings an order to what the provider says about one refund. Forward only: requested, succeeded, failed. */
export async function settleRefund(order_id: string, evidence: RefundEvidence, by: string, now: Date): Promise<Order> {
  return changing(order_id, async (order) => {
    const before = rowFor(await refundsOf(order_id), evidence);
    const row = { ...(before ?? newRow(order, evidence, by, now)), provider_refund_id: evidence.id };
    const finding = { order, before, row, evidence, now };
    if (evidence.status === "failed") return before?.status === "failed" ? undefined : failed(finding);
    return before === undefined || before.status === "requested" ? arrived(finding) : undefined;
  });
}

/** Has the provider send what was asked for. Done twice it does no harm. @throws Failure payment_provider_unavailable */
async function send(order: Order, refund: Refund, now: Date): Promise<void> {
  const reference = order.transaction_id ?? order.gateway_transaction_id ?? "";
  const request = { reference, refund_id: refund.id, amount: minor(order, refund.amount), reason: refund.reason };
  const by = refund.by;
  try {
    await settleRefund(order.id, await ask(order, (provider) => provider.refund(request)), by, now);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "payment_refused") throw error;
    const refused = { id: refund.id, refund_id: refund.id, amount: request.amount, status: "failed" } as const;
    await settleRefund(order.id, refused, by, now);
  }
}

/** Work of the sweeper: `ord_…/rfd_…`. */
export async function sendRefund(work: DueWork, now: Date): Promise<void> {
  const [order_id = "", refund_id = ""] = work.subject.split("/");
  const [order, { data: refund }] = await Promise.all([
    find(order_id),
    Refunds.get({ order_id, id: refund_id }).go({ consistent: true }),
  ]);
  if (order && refund?.status === "requested") await send(order, refund, now);
  return done(work);
}

/**
 * By an admin's hand: all that is left, or a part of it. It is sent at once where the provider answers, else by the
 * sweeper.
 * @throws Failure order_not_found, nothing_to_refund, wrong_state
 */
export async function refund(
  id: string,
  { amount, reason }: { amount?: number; reason: string },
  by: Session,
  now: Date,
): Promise<{ order: Order; refund: Refund }> {
  let made: Refund | undefined;
  const order = await changing(id, async (present) => {
    const record = audited(by, "order.refund", id, { amount: amount ?? null, reason }, now);
    made = await requestRefund(present, { amount, reason, by: by.id }, now, record);
  });
  if (!made) throw new Failure("order_not_found");
  return sentNow(order, made, now);
}

/** What has become of it, if the provider answers at once. */
async function sentNow(order: Order, made: Refund, now: Date): Promise<{ order: Order; refund: Refund }> {
  try {
    await send(order, made, now);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "payment_provider_unavailable") throw error;
  }
  const rows = await refundsOf(order.id);
  return { order: (await find(order.id)) ?? order, refund: rows.find((row) => row.id === made.id) ?? made };
}
