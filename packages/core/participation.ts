import { numberSetting } from "#adapters/environment";
import { Failure } from "#contract/failure";
import { readTogether } from "./batch";
import { eventIdOf, eventOf, missing, registrationOf } from "./event";
import type { Event } from "./event.entity";
import { recorded } from "./journal";
import type { Order } from "./order.entity";
import { joinQueue } from "./queue";
import { requestRefund } from "./refund";
import { owedByHand } from "./refund.owed";
import { cancellation, orAgain, registration, type Seating, written } from "./registration";
import type { Registration } from "./registration.entity";
import { moveSeats } from "./seats";
import type { Session } from "./session";
import { find as findOrder, move } from "./settlement";
import { commit, type Step } from "./transaction";

/** What somebody has to do with an event. */
export interface Part {
  event: Event;
  present: Registration | undefined;
}

/** One call for both. @throws Failure event_not_found, for a draft too */
export async function partOf(reference: string, user_id: string): Promise<Part> {
  const id = await eventIdOf(reference);
  const wanted = { event: eventOf(id), present: registrationOf(id, user_id) };
  const { event, present } = await readTogether(wanted, { consistent: true });
  if (!event || event.status === "draft") throw missing();
  return { event, present };
}

/** Somebody's part, where it is a seat. @throws Failure not_registered */
export async function seatOf(reference: string, user_id: string): Promise<{ event: Event; seat: Registration }> {
  const { event, present } = await partOf(reference, user_id);
  if (present?.status !== "registered") throw new Failure("not_registered");
  return { event, seat: present };
}

/** The same, of an event that isn't cancelled. @throws Failure not_registered, event_cancelled */
export async function standingSeatOf(reference: string, user_id: string) {
  const part = await seatOf(reference, user_id);
  if (part.event.status === "cancelled") throw new Failure("event_cancelled");
  return part;
}

/** Commits what the attempt comes to; once more with the row that it found. */
async function seating(present: Registration | undefined, attempt: (present?: Registration) => Seating) {
  let made: Registration | undefined;
  const write = async (found = present) => {
    const { registration, steps } = attempt(found);
    await commit(steps);
    made = registration;
  };
  await orAgain(write);
  if (!made) throw new Error("nothing was written");
  return made;
}

/**
 * Registers for a free event: a seat that nobody has or waits for, or the one that was offered.
 * @throws Failure event_not_found, payment_required, already_registered, event_full, event_over, event_cancelled
 */
export async function register(reference: string, who: Session, now: Date): Promise<Registration> {
  const { event, present } = await partOf(reference, who.id);
  if (present?.status === "registered") throw new Failure("already_registered");
  const ticket = { grant: "free", kept: false } as const;
  return seating(present, (found) => registration(who, event, { ...ticket, present: found }, now));
}

function waiting(who: Session, event: Event, present: Registration | undefined, now: Date): Seating {
  if (present?.status === "registered") throw new Failure("already_registered");
  if (present && present.status !== "cancelled") throw new Failure("already_waiting");
  const at = now.toISOString();
  const row: Registration = {
    ...{ user_id: who.id, event_id: event.id, created_at: at, revision: 1, ...present },
    ...{ user_name: who.name, user_email: who.email, event_title: event.title },
    ...{ status: "waiting", attendance_status: "registered", registration_date: at, waiting_since: at, updated_at: at },
    ...{ order_id: undefined, checked_in_at: undefined },
  };
  return {
    registration: row,
    steps: [moveSeats(event.id, { waiting: 1 }, { now, none: true }), ...written(present, row), joinQueue(row)],
  };
}

/**
 * Joins the queue for a seat.
 * @throws Failure already_registered, already_waiting, seats_available, event_full where nobody gets in at all
 */
export async function joinWaitlist(reference: string, who: Session, now: Date): Promise<Registration> {
  const { event, present } = await partOf(reference, who.id);
  return seating(present, (found) => waiting(who, event, found, now));
}

/** Leaves the queue, or declines an offer. @throws Failure not_waiting */
export async function leaveWaitlist(reference: string, who: Session, now: Date): Promise<Registration> {
  const { present } = await partOf(reference, who.id);
  if (present?.status !== "waiting" && present?.status !== "offered") throw new Failure("not_waiting");
  return endNow(present, now);
}

async function endNow(present: Registration, now: Date, more: Step[] = []): Promise<Registration> {
  const { registration, steps } = cancellation(present, now);
  await commit([...steps, ...more]);
  return registration;
}

interface Giving {
  reason: string;
  by: string;
  /** Steps that join the transaction: what of it goes on record, who is told. */
  more?: Step[];
  /** What no provider can be asked for, it was settled by hand or a bank holds it, is given up all the same, and owed. */
  regardless?: boolean;
}

const isUnpayable = (error: unknown): boolean =>
  error instanceof Failure && (error.code === "wrong_state" || error.code === "nothing_to_refund");

/** An order that cost nothing has nothing to give back: it is over with what it granted. */
const relinquished = (order: Order, now: Date): Step[] => [
  move(order, { state: "refunded" }, now),
  recorded(order, { what: "revoked" }, now),
];

/**
 * Ends a registration, and asks for what was paid for it to go back, in one transaction: both, or neither.
 * @throws Failure edited_meanwhile, wrong_state for a payment that no provider took, nothing_to_refund
 */
export async function giveUp(present: Registration, giving: Giving, now: Date): Promise<Registration> {
  const { reason, by, more = [], regardless = false } = giving;
  const order = present.grant?.startsWith("order:") ? await findOrder(present.order_id ?? "") : undefined;
  if (!order) return endNow(present, now, more);
  if (order.total_amount === 0) return endNow(present, now, [...more, ...relinquished(order, now)]);
  const { registration, steps } = cancellation(present, now);
  try {
    await requestRefund(order, { reason, by }, now, [...steps, ...more]);
  } catch (error) {
    if (!regardless || !isUnpayable(error)) throw error;
    return endNow(present, now, [...more, ...owedByHand(order, now)]);
  }
  return registration;
}

const hour = 3600_000;

const refundableUntil = ({ starts_at }: Event): Date =>
  new Date(Date.parse(starts_at) - numberSetting("EVENT_REFUND_HOURS") * hour);

function requireTime(event: Event, present: Registration, now: Date): void {
  if (event.ends_at <= now.toISOString()) throw new Failure("event_over");
  const until = refundableUntil(event);
  const paid = present.grant?.startsWith("order:") ?? false;
  if (paid && until < now)
    throw new Failure("refund_closed", { detail: `It was possible until ${until.toISOString()}` });
}

/**
 * Gives up a seat, an offer, or a place on the waitlist. What was paid goes back until a day before the start.
 * @throws Failure not_registered, event_over, refund_closed, wrong_state
 */
export async function leave(reference: string, who: Session, now: Date): Promise<Registration> {
  const { event, present } = await partOf(reference, who.id);
  if (!present || present.status === "cancelled") throw new Failure("not_registered");
  if (present.status !== "registered") return endNow(present, now);
  requireTime(event, present, now);
  return giveUp(present, { reason: "registration_cancelled", by: who.id }, now);
}
