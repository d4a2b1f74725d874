import { causedBy } from "#adapters/cause";
import { eraseCourse } from "./course.erasure";
import { type DueWork, done, dueBy, postpone } from "./due";
import { eraseUser } from "./erasure";
import { closeEvent } from "./event.closing";
import { turnEvent } from "./event.schedule";
import { remind, tellChange } from "./event.telling";
import { eraseFile, forgetPicture } from "./file.erasure";
import type { Order } from "./order.entity";
import { cancel, checkPayment } from "./payment";
import { announce } from "./post.schedule";
import { recountProgress } from "./recount";
import { sendRefund } from "./refund";
import { reprojectCategory, reprojectEvents } from "./reprojection";
import { find } from "./settlement";
import { expireOffer, offerFreeSeats } from "./waitlist";

const minute = 60_000;

/**
 * The age of the order again, so that checks become rarer. The first one after its expiry comes at once; should it
 * stay undecided even then, at the provider or by a wrong sum, it must not stand before all that is due after it.
 */
function nextCheck(order: Order, now: Date): Date {
  const age = now.getTime() - Date.parse(order.created_at);
  const rarer = now.getTime() + Math.max(minute, age);
  const expiry = Date.parse(order.expires_at) + 1;
  return new Date(expiry > now.getTime() ? Math.min(rarer, expiry) : rarer);
}

/** An unpaid order: settled if it was paid and we weren't told, given up once its time is over, or looked at again. */
async function checkOrder(work: DueWork, order: Order, now: Date): Promise<void> {
  if (order.state !== "pending") return done(work);
  const expired = order.expires_at <= now.toISOString();
  const settled = expired ? await cancel(order, now) : await checkPayment(order, now);
  if (settled.state === "pending") return postpone(work, nextCheck(order, now));
  return done(work);
}

type Perform = (work: DueWork, now: Date) => Promise<void>;

/** Work on an order; on one that is gone there is none. */
const onOrder =
  (perform: (work: DueWork, order: Order, now: Date) => Promise<void>): Perform =>
  async (work, now) => {
    const order = await find(work.subject);
    return order ? perform(work, order, now) : done(work);
  };

const works: Record<DueWork["work"], Perform> = {
  "check-order": onOrder(checkOrder),
  "send-refund": sendRefund,
  "offer-seats": offerFreeSeats,
  "expire-offer": expireOffer,
  "turn-event": turnEvent,
  "remind-event": remind,
  "tell-event": tellChange,
  "close-event": closeEvent,
  "reproject-category": reprojectCategory,
  "reproject-events": reprojectEvents,
  "erase-user": eraseUser,
  "publish-post": async (work, now) => {
    await announce(work.subject, now);
    await done(work);
  },
  "erase-file": eraseFile,
  "forget-picture": forgetPicture,
  "recount-progress": recountProgress,
  "erase-course": eraseCourse,
};

export interface Sweep {
  done: number;
  /** What failed, to be tried again in a minute. */
  failed: { work: DueWork; error: unknown }[];
}

/** Entries handled at once; what is left comes with the next sweep. */
const batch = 100;

/** Does what is due. One failing entry doesn't hold up the others: it is put off, behind what has not been tried. */
export async function sweep(now: Date): Promise<Sweep> {
  const result: Sweep = { done: 0, failed: [] };
  for (const work of await dueBy(now, batch)) {
    try {
      await causedBy(work.cause, () => works[work.work](work, now));
      result.done++;
    } catch (error) {
      result.failed.push({ work, error });
      await postpone(work, new Date(now.getTime() + minute));
    }
  }
  return result;
}
