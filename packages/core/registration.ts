import { randomUUID } from "node:crypto";
import { Failure } from "#contract/failure";
import { leaveQueue } from "./queue";
import { type Registration, Registrations, type SeatStatus } from "./registration.entity";
import { moveSeats, offerSeats } from "./seats";
import { count, type List } from "./tally";
import { type Step, step } from "./transaction";

/** Why somebody has a seat. */
export type SeatGrant = "free" | "admin" | `order:${string}`;

interface Attendee {
  id: string;
  name: string;
  email: string;
}

interface Subject {
  id: string;
  title: string;
}

/** Thrown by a transaction that found a registration which gives no seat any more: it is taken up again instead. */
export class Unregistered extends Error {
  constructor(readonly registration: Registration) {
    super();
  }
}

export async function find(user_id: string, event_id: string): Promise<Registration | undefined> {
  const { data } = await Registrations.get({ user_id, event_id }).go({ consistent: true });
  return data ?? undefined;
}

const ofUser = ({ user_id }: Registration, status: SeatStatus): List => ({
  name: `registrations#user#${user_id}#${status}`,
  index: "gsi1",
});
const ofEvent = ({ event_id }: Registration, status: SeatStatus): List => ({
  name: `registrations#event#${event_id}#${status}`,
  index: "gsi2",
});

/** The lists that a row leaves and those that it comes into. */
function counted(before: Registration | undefined, after: Registration): Step[] {
  if (before?.status === after.status) return [];
  const inStatus = (row: Registration, change: 1 | -1) =>
    [ofUser, ofEvent].map((listOf) => count(listOf(row, row.status), change));
  const all: List = { name: `registrations#event#${after.event_id}`, index: "gsi3" };
  return [...inStatus(after, 1), ...(before ? inStatus(before, -1) : [count(all, 1)])];
}

function refusedNew(present: Record<string, unknown> | undefined): Error {
  const { data } = Registrations.parse({ Item: present ?? {} });
  return data && data.status !== "registered" ? new Unregistered(data) : new Failure("already_registered");
}

/** Writes the row, unless it was changed since it was read; the lists that have it follow. */
export function rewritten(before: Registration, next: Registration): Step[] {
  const unchanged = Registrations.put({ ...next, revision: before.revision + 1 }).where((row, { eq }) =>
    eq(row.revision, before.revision),
  );
  return [step(unchanged.params(), () => new Failure("edited_meanwhile")), ...counted(before, next)];
}

/** Writes a row that wasn't there, or takes up one that was. */
export const written = (present: Registration | undefined, row: Registration): Step[] =>
  present
    ? rewritten(present, row)
    : [step(Registrations.create(row).params(), refusedNew), ...counted(undefined, row)];

/** How a seat is come by. */
export interface Ticket {
  grant: SeatGrant;
  /** A seat is kept for it: by an order, or by an offer to the waitlist. */
  kept: boolean;
  /** The row to take up again, where there is one. */
  present?: Registration;
}

export interface Seating {
  registration: Registration;
  steps: Step[];
}

/** Registers somebody: seat, counts and lists in one transaction. @throws Failure event_full, event_over, event_cancelled */
export function registration(who: Attendee, event: Subject, { grant, kept, present }: Ticket, now: Date): Seating {
  const at = now.toISOString();
  const order_id = grant.startsWith("order:") ? grant.slice("order:".length) : undefined;
  const row: Registration = {
    ...{ user_id: who.id, event_id: event.id, created_at: at, revision: 1, ...present },
    ...{ user_name: who.name, user_email: who.email, event_title: event.title },
    ...{ status: "registered", grant, order_id, registration_date: at, attendance_status: "registered" },
    ...{ ticket: randomUUID(), waiting_since: undefined, offer_until: undefined, checked_in_at: undefined },
    updated_at: at,
  };
  const waits = present?.status === "waiting";
  // An order may keep one, and an offer that came meanwhile another.
  const seats = (kept ? 1 : 0) + (present?.status === "offered" ? 1 : 0);
  const change = { registered: 1, taken: 1 - seats, waiting: waits ? -1 : 0 };
  return {
    registration: row,
    steps: [
      moveSeats(event.id, change, { now, free: seats === 0, gratis: grant === "free" }),
      ...written(present, row),
      ...(present && waits ? leaveQueue(present) : []),
      ...(seats > 1 ? [offerSeats(event.id, now)] : []),
    ],
  };
}

/** The row of somebody who has no seat any more, and waits for none. */
export const ended = (before: Registration, now: Date): Registration => ({
  ...before,
  ...{ status: "cancelled", attendance_status: "cancelled", grant: undefined, ticket: undefined },
  ...{ waiting_since: undefined, offer_until: undefined, updated_at: now.toISOString() },
});

const seatsOf: Record<SeatStatus, { registered?: number; taken?: number; waiting?: number }> = {
  registered: { registered: -1, taken: -1 },
  offered: { taken: -1 },
  waiting: { waiting: -1 },
  cancelled: {},
};

/** Ends a registration, an offer or the waiting for one: a seat that was kept is free for whoever waits. */
export function cancellation(before: Registration, now: Date): Seating {
  const { event_id, status } = before;
  const row = ended(before, now);
  return {
    registration: row,
    steps: [
      ...rewritten(before, row),
      moveSeats(event_id, seatsOf[status]),
      ...(status === "waiting" ? leaveQueue(before) : [offerSeats(event_id, now)]),
    ],
  };
}

/** Whoever finds a registration to take up again tries once more, with it. */
export async function orAgain(attempt: (present?: Registration) => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof Unregistered)) throw error;
    await attempt(error.registration);
  }
}
