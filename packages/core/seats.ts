import { Failure } from "#contract/failure";
import { schedule } from "./due";
import { type Event, Events } from "./event.entity";
import { type Step, step } from "./transaction";

/** How the numbers of an event's row move together: a transaction writes a row once. */
interface SeatChange {
  /** Seats that are gone for others. */
  taken?: number;
  registered?: number;
  waiting?: number;
}

interface Demand {
  /** Whoever is registered at the end of it needs an event that still takes place. */
  now?: Date;
  /** A seat that nobody has, and that nobody waits for. */
  free?: boolean;
  /** A seat that nobody has: for whoever is at the head of the queue. */
  next?: boolean;
  /** No seat, or others who wait for one: for whoever joins them. */
  none?: boolean;
  /** Nothing to pay. */
  gratis?: boolean;
}

type Row = Record<string, unknown>;

const hasPrice = (event: Row): boolean => event.price !== 0;

/** Why there is no seat in it, or no need to wait for one. */
function refusal(present: Row | undefined, { now, gratis, none }: Demand): Failure {
  if (!present || present.status === "draft") return new Failure("event_not_found");
  if (present.status === "cancelled") return new Failure("event_cancelled");
  if (now !== undefined && String(present.ends_at) <= now.toISOString()) return new Failure("event_over");
  if (gratis && hasPrice(present)) return new Failure("payment_required");
  if (none) return new Failure(present.capacity === 0 ? "event_full" : "seats_available");
  return new Failure("event_full");
}

/**
 * The one step by which an event's seats change hands.
 * @throws Failure event_not_found, event_cancelled, event_over, payment_required, event_full, seats_available when the
 * demand isn't met
 */
export function moveSeats(event_id: string, change: SeatChange, demand: Demand = {}): Step {
  const { now, free, next, none, gratis } = demand;
  const { taken = 0, registered = 0, waiting = 0 } = change;
  const moved = Events.patch({ id: event_id })
    .add({ seats_taken: taken, registered_count: registered, waiting_count: waiting })
    .set({ referred: true })
    .where((event, { eq, gt, name, notExists }) => {
      // Made only where it is demanded: what a condition names and doesn't use is refused.
      const seat = () => `(${notExists(event.capacity)} OR ${name(event.seats_taken)} < ${name(event.capacity)})`;
      // No comparison with an absent capacity is true.
      const full = () => `(${name(event.seats_taken)} >= ${name(event.capacity)} OR ${gt(event.waiting_count, 0)})`;
      return [
        ...(now ? [eq(event.status, "published"), gt(event.ends_at, now.toISOString())] : []),
        ...(free || next ? [seat()] : []),
        ...(free ? [eq(event.waiting_count, 0)] : []),
        ...(none ? [full(), gt(event.capacity, 0)] : []),
        ...(gratis ? [eq(event.price, 0)] : []),
      ].join(" AND ");
    });
  return step(moved.params(), (present) => refusal(present, demand));
}

/** Somebody may be waiting for the seat: the sweeper looks. */
export const offerSeats = (event_id: string, now: Date): Step => schedule("offer-seats", event_id, now);

/** Seats that are left; null where there is no limit. */
export const seatsLeft = ({ capacity, seats_taken }: Pick<Event, "capacity" | "seats_taken">): number | null =>
  capacity === undefined ? null : Math.max(0, capacity - seats_taken);
