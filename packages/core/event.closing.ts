import { walkAttendees } from "./attendees";
import { type DueWork, done, postpone } from "./due";
import { byId } from "./event";
import type { Event } from "./event.entity";
import { notice } from "./notice";
import { pendingFor } from "./order.lists";
import { giveUp } from "./participation";
import { cancel } from "./payment";
import { find } from "./registration";
import type { Registration } from "./registration.entity";

/** Longer than an index lags behind the table: who is found in none of the lists yet is found then. */
const again = 10_000;

const isEmpty = ({ seats_taken, waiting_count }: Event): boolean => seats_taken === 0 && waiting_count === 0;

/** The row as it is now: the index may show one that has been through this already. */
async function callOff({ user_id, event_id }: Registration, event: Event, now: Date): Promise<void> {
  const present = await find(user_id, event_id);
  if (!present || present.status === "cancelled") return;
  const more = notice(present, { kind: "cancelled", occasion: String(event.sequence) }, now);
  await giveUp(present, { reason: "event_cancelled", by: "system", more, regardless: true }, now);
}

/** Unpaid orders keep seats: none of them can be paid any more. */
async function giveUpOrders(event_id: string, now: Date): Promise<void> {
  for await (const order of pendingFor(event_id)) await cancel(order, now);
}

/**
 * An event is cancelled: every registration ends and is paid back, offers and the waitlist end, unpaid orders are given
 * up, and everybody is told. It goes on where it was cut short; it is over when the event itself says that nobody
 * is left.
 */
export async function closeEvent(work: DueWork, now: Date): Promise<void> {
  const event = await byId(work.subject, { consistent: true });
  if (event?.status !== "cancelled" || isEmpty(event)) return done(work);
  const statuses = ["registered", "offered", "waiting"] as const;
  const act = (found: Registration) => callOff(found, event, now);
  return walkAttendees(work, { event_id: event.id, statuses, act }, now, async () => {
    await giveUpOrders(event.id, now);
    const left = await byId(event.id, { consistent: true });
    return left && !isEmpty(left)
      ? postpone({ ...work, after: undefined }, new Date(now.getTime() + again))
      : done(work);
  });
}
