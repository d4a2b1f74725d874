import { type DueWork, done, schedule } from "./due";
import { byId } from "./event";
import { type Event, Events } from "./event.entity";
import { commit, type Step, step } from "./transaction";

const hour = 3600_000;

/** When those who are registered are reminded: hours before the start. */
const reminders = [24, 1] as const;

const later = (work: DueWork["work"], subject: string, at: number, now: Date): Step[] =>
  at > now.getTime() ? [schedule(work, subject, new Date(at))] : [];

/** The work names the time that it was meant for: once the event has moved, it finds another and does nothing. */
const turning = ({ id, ends_at }: Event, now: Date): Step[] =>
  later("turn-event", `${id}@${ends_at}`, Date.parse(ends_at), now);

const reminding = ({ id, starts_at }: Event, now: Date): Step[] =>
  reminders.flatMap((hours) =>
    later("remind-event", `${id}@${starts_at}#${hours}`, Date.parse(starts_at) - hours * hour, now),
  );

/** What falls due because of an event's times: reminders, and its end. */
export const scheduled = (event: Event, now: Date): Step[] => [...turning(event, now), ...reminding(event, now)];

class EditedMeanwhile extends Error {}

/** The end of an event is past: from now on it stands in the other lists. */
export async function turnEvent(work: DueWork): Promise<void> {
  const [id = "", ends_at] = work.subject.split("@");
  const event = await byId(id, { consistent: true });
  if (event && event.ends_at === ends_at && !event.over) {
    const over = Events.patch({ id })
      .set({ over: true })
      .where((present, { eq }) => eq(present.ends_at, event.ends_at));
    try {
      await commit([step(over.params(), () => new EditedMeanwhile())]);
    } catch (error) {
      // The edit has work of its own.
      if (!(error instanceof EditedMeanwhile)) throw error;
    }
  }
  return done(work);
}
