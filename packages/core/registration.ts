import { randomUUID } from "node:crypto";
import { Failure } from "#contract/failure";
import { leaveQueue } from "./queue";
import { type Registration, Registrations } from "./registration.entity";
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

const listsOf = (userId: string, eventId: string): List[] => [
  { name: `registered#${userId}`, index: "gsi1" },
  { name: `attendees#${eventId}`, index: "gsi2" },
];

const counted = (userId: string, eventId: string, change: 1 | -1): Step[] =>
  listsOf(userId, eventId).map((list) => count(list, change));

function refusedNew(present: Record<string, unknown> | undefined): Error {
  const { data } = Registrations.parse({ Item: present ?? {} });
  return data && data.status !== "registered" ? new Unregistered(data) : new Failure("already_registered");
}

/** Writes the row, unless it was changed since it was read. */
export function rewritten(before: Registration, next: Registration): Step {
  const unchanged = Registrations.put({ ...next, revision: before.revision + 1 }).where((row, { eq }) =>
    eq(row.revision, before.revision),
  );
  return step(unchanged.params(), () => new Failure("edited_meanwhile"));
}

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
      moveSeats(event.id, change, { now, free: seats === 0 }),
      present ? rewritten(present, row) : step(Registrations.create(row).params(), refusedNew),
      ...(present && waits ? leaveQueue(present) : []),
      ...counted(who.id, event.id, 1),
      ...(seats > 1 ? [offerSeats(event.id, now)] : []),
    ],
  };
}

/** Ends a registration: the seat is free for whoever waits. */
export function cancellation(before: Registration, now: Date): Seating {
  const { user_id, event_id } = before;
  const row: Registration = {
    ...before,
    ...{ status: "cancelled", attendance_status: "cancelled", grant: undefined, updated_at: now.toISOString() },
  };
  const seat = moveSeats(event_id, { registered: -1, taken: -1 });
  const steps = [rewritten(before, row), seat, ...counted(user_id, event_id, -1), offerSeats(event_id, now)];
  return { registration: row, steps };
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
