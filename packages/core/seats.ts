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
}

/** Why there is no seat in it. */
function refusal(present: Record<string, unknown> | undefined, now: Date | undefined): Failure {
  if (!present || present.status === "draft") return new Failure("event_not_found");
  if (present.status === "cancelled") return new Failure("event_cancelled");
  const over = now !== undefined && String(present.ends_at) <= now.toISOString();
  return new Failure(over ? "event_over" : "event_full");
}

/**
 * The one step by which an event's seats change hands.
 * @throws Failure event_not_found, event_cancelled, event_over, event_full when the demand isn't met
 */
export function moveSeats(event_id: string, change: SeatChange, { now, free, next }: Demand = {}): Step {
  const { taken = 0, registered = 0, waiting = 0 } = change;
  const moved = Events.patch({ id: event_id })
    .add({ seats_taken: taken, registered_count: registered, waiting_count: waiting })
    .set({ referred: true })
    .where((event, { eq, gt, name, notExists }) => {
      // Only where it is wanted: a name that is made and not used is refused.
      const seat = () => `(${notExists(event.capacity)} OR ${name(event.seats_taken)} < ${name(event.capacity)})`;
      return [
        ...(now ? [eq(event.status, "published"), gt(event.ends_at, now.toISOString())] : []),
        ...(free || next ? [seat()] : []),
        ...(free ? [eq(event.waiting_count, 0)] : []),
      ].join(" AND ");
    });
  return step(moved.params(), (present) => refusal(present, now));
}

/** Somebody may be waiting for the seat: the sweeper looks. */
export const offerSeats = (event_id: string, now: Date): Step => schedule("offer-seats", event_id, now);

/** Seats that are left; null where there is no limit. */
export const seatsLeft = ({ capacity, seats_taken }: Event): number | null =>
  capacity === undefined ? null : Math.max(0, capacity - seats_taken);
