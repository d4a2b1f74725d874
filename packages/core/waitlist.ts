import { numberSetting } from "#adapters/environment";
import { Failure } from "#contract/failure";
import { type DueWork, done, postpone, schedule } from "./due";
import { byId } from "./event";
import type { Event } from "./event.entity";
import { headOf, leaveQueue } from "./queue";
import { cancellation, find, rewritten } from "./registration";
import type { Registration } from "./registration.entity";
import { moveSeats } from "./seats";
import { commit } from "./transaction";

const hour = 3600_000;

/** Offers of one sweep, so that one event doesn't take the minute of all other work. */
const portion = 100;

/** Whether there is time enough for somebody to take a seat up, and one that they could take. */
const hasSeat = ({ status, starts_at, capacity, seats_taken }: Event, now: Date): boolean =>
  status === "published" && starts_at > now.toISOString() && (capacity === undefined || seats_taken < capacity);

/** The seat is kept for them for some hours, and no longer than until the event begins. */
function offerUntil({ starts_at }: Event, now: Date): string {
  const until = new Date(now.getTime() + numberSetting("WAITLIST_OFFER_HOURS") * hour).toISOString();
  return until < starts_at ? until : starts_at;
}

async function offer(event: Event, waiting: Registration, now: Date): Promise<void> {
  const offer_until = offerUntil(event, now);
  const row: Registration = { ...waiting, status: "offered", offer_until, updated_at: now.toISOString() };
  await commit([
    moveSeats(event.id, { taken: 1, waiting: -1 }, { now, next: true }),
    ...rewritten(waiting, row),
    ...leaveQueue(waiting),
    schedule("expire-offer", `${event.id}/${waiting.user_id}@${offer_until}`, new Date(offer_until)),
  ]);
}

/** Refusals that mean that somebody else was quicker: what is there now is looked at again. */
const overtaken = (error: unknown): boolean =>
  error instanceof Failure && (error.code === "event_full" || error.code === "edited_meanwhile");

/** @returns whether there may be another seat for another person */
async function offerNext(event_id: string, now: Date): Promise<boolean> {
  const event = await byId(event_id, { consistent: true });
  if (!event || !hasSeat(event, now)) return false;
  const [head] = await headOf(event_id, 1);
  const waiting = head && (await find(head.user_id, event_id));
  if (!waiting) return false;
  try {
    await offer(event, waiting, now);
  } catch (error) {
    if (!overtaken(error)) throw error;
  }
  return true;
}

/** Offers the free seats of an event to whoever waits, in their order, one after the other. */
export async function offerFreeSeats(work: DueWork, now: Date): Promise<void> {
  for (let offers = 0; offers < portion; offers++) if (!(await offerNext(work.subject, now))) return done(work);
  return postpone(work, now);
}

/** The time for taking up an offer is over: the seat is for the next. */
export async function expireOffer(work: DueWork, now: Date): Promise<void> {
  const [, event_id = "", user_id = "", until] = /^([^/]+)\/(.+)@([^@]+)$/.exec(work.subject) ?? [];
  const present = await find(user_id, event_id);
  if (present?.status === "offered" && present.offer_until === until) await commit(cancellation(present, now).steps);
  return done(work);
}
