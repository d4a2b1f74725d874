import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { type SuppressionReason, suppressionReasons } from "#contract/mailing";
import { commit, step } from "./transaction";

/** One mail that followed from one change: being sent until `lease_until`, sent, or withheld for good. */
const Deliveries = new Entity(
  {
    model: { service: "iq", entity: "delivery", version: "1" },
    attributes: {
      /** What the mail is and what it follows from: `order-receipt#ord_…`. */
      name: { type: "string", required: true },
      /** Epoch milliseconds; 0 once the send has failed. Whoever claimed it has died when it is past without `sent_at`. */
      lease_until: { type: "number", required: true },
      sent_at: { type: "string" },
      /** Why it was not sent, and shall not be. */
      withheld: { type: [...suppressionReasons, "unsubscribed"] as const },
      withheld_at: { type: "string" },
      /** SES's id, for questions about a mail's whereabouts. */
      message_id: { type: "string" },
      /** Epoch seconds. */
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["name"], template: "delivery#${name}", casing: "none" },
        sk: { field: "sk", composite: [], template: "delivery", casing: "none" },
      },
    },
  },
  store,
);

/** Milliseconds; longer than the mailer can run, so that an expired lease means a dead owner. */
const lease = 60_000;
/** Seconds that a delivery is remembered: far longer than a stream can deliver its record again, or a queue park it. */
const life = 60 * 24 * 3600;

class AlreadySettled extends Error {}

/** Why a mail isn't sent. */
export type Withheld = SuppressionReason | "unsubscribed";

/** What became of a mail: SES has it, or it must not be sent. */
export type Dispatch = { messageId: string } | { withheld: Withheld };

/** Another attempt at this delivery is under way, or died less than a minute ago: come again later. */
export class DeliveryUnderWay extends Error {}

async function claim(name: string, now: Date): Promise<number> {
  const lease_until = now.getTime() + lease;
  const row = { name, lease_until, ttl: Math.floor(now.getTime() / 1000) + life };
  const free = Deliveries.put(row).where(
    (present, { notExists, lte }) =>
      `${notExists(present.name)} OR (${notExists(present.sent_at)} AND ${notExists(present.withheld)} AND ${lte(present.lease_until, now.getTime())})`,
  );
  const refused = (present: Record<string, unknown> = {}) =>
    present.sent_at || present.withheld ? new AlreadySettled() : new DeliveryUnderWay(`${name} is being delivered`);
  await commit([step(free.params(), refused)]);
  return lease_until;
}

/** Lets the next attempt begin at once. Failing at it costs a minute: the lease runs out by itself. */
async function release(name: string, held: number): Promise<void> {
  const ours = Deliveries.patch({ name })
    .set({ lease_until: 0 })
    .where(({ lease_until }, { eq }) => eq(lease_until, held));
  await ours.go().catch(() => undefined);
}

/** A failure here changes nothing about the mail being gone: reporting it would only get it sent again. */
async function markSent(name: string, message_id: string, now: Date): Promise<void> {
  const sent = Deliveries.patch({ name }).set({ sent_at: now.toISOString(), message_id });
  await sent.go().catch(() => undefined);
}

/** Nobody loses a mail without it being on record: a failure here is one of the delivery. */
async function markWithheld(name: string, withheld: Withheld, now: Date): Promise<void> {
  await Deliveries.patch({ name }).set({ withheld, withheld_at: now.toISOString() }).go();
}

/**
 * Sends a mail once per name, however often the change that it follows from is delivered: claim, send, mark as sent.
 * A send that fails gives the claim back and is thrown, for the stream to come again. What must not be sent is marked as
 * withheld, and stays so.
 *
 * One small window stays. When the process dies after the claim and before the mark, or SES takes the mail and its
 * answer is lost, nobody can tell whether the mail has gone; it is sent again then, after the lease of a minute where
 * a claim was left behind. A lost receipt is worse than a second one.
 * @throws DeliveryUnderWay while another attempt holds the claim; whatever `send` throws.
 */
export async function deliverOnce(name: string, now: Date, send: () => Promise<Dispatch>): Promise<void> {
  let held: number;
  try {
    held = await claim(name, now);
  } catch (error) {
    if (error instanceof AlreadySettled) return;
    throw error;
  }
  try {
    const dispatch = await send();
    if ("withheld" in dispatch) await markWithheld(name, dispatch.withheld, now);
    else await markSent(name, dispatch.messageId, now);
  } catch (error) {
    await release(name, held);
    throw error;
  }
}

/** Whether a mail was sent, or shall not be. */
export async function isSettled(name: string): Promise<boolean> {
  const { data } = await Deliveries.get({ name }).go({ consistent: true });
  return data?.sent_at !== undefined || data?.withheld !== undefined;
}
