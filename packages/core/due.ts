import { Entity, type EntityItem } from "electrodb";
import { cause } from "#adapters/cause";
import { store } from "#adapters/table";
import { type Step, step } from "./transaction";

/** Work that falls due at a time, in the order of that time: what the sweeper reads, instead of looking for it. */
const Due = new Entity(
  {
    model: { service: "iq", entity: "due", version: "1" },
    attributes: {
      at: { type: "string", required: true },
      work: {
        type: [
          "check-order",
          "send-refund",
          "offer-seats",
          "expire-offer",
          "turn-event",
          "remind-event",
          "tell-event",
          "close-event",
          "reproject-events",
          "reproject-category",
          "erase-user",
          "erase-file",
          "forget-picture",
          "publish-post",
          "recount-progress",
          "erase-course",
        ] as const,
        required: true,
      },
      subject: { type: "string", required: true },
      /** What led to it: done in its name. */
      cause: { type: "string" },
      /** How far it has come: the key of the last row that is done. */
      after: { type: "any" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: [], template: "due", casing: "none" },
        sk: { field: "sk", composite: ["at", "work", "subject"], template: "${at}#${work}#${subject}", casing: "none" },
      },
    },
  },
  store,
);
export type DueWork = EntityItem<typeof Due>;

export const schedule = (work: DueWork["work"], subject: string, at: Date): Step =>
  step(Due.put({ at: at.toISOString(), work, subject, cause: cause() }).params());

/** What is due by now, longest overdue first. */
export async function dueBy(now: Date, limit: number): Promise<DueWork[]> {
  const { data } = await Due.query.primary({}).lt({ at: now.toISOString() }).go({ limit, consistent: true });
  return data;
}

/** Takes it off the list. Done twice it does no harm, nor does work that is found again because this was not reached. */
export async function done(work: DueWork): Promise<void> {
  await Due.delete(work).go();
}

/** Puts it off, or the rest of it. The new entry comes first: a crash between leaves it twice, never lost. */
export async function postpone(work: DueWork, at: Date, subject = work.subject): Promise<void> {
  await Due.put({ ...work, at: at.toISOString(), subject }).go();
  await done(work);
}
