import { walkAttendees } from "./attendees";
import { type DueWork, done } from "./due";
import { byId } from "./event";
import { tell } from "./notice";

/** An event was moved: everybody who is registered is told, once per change. Of changes in a row the last one is told. */
export async function tellChange(work: DueWork, now: Date): Promise<void> {
  const [event_id = "", sequence = ""] = work.subject.split("@");
  const event = await byId(event_id, { consistent: true });
  if (event?.status !== "published" || String(event.sequence) !== sequence || event.over) return done(work);
  const about = { kind: "changed", occasion: sequence } as const;
  return walkAttendees(work, { event_id, statuses: ["registered"], act: (to) => tell(to, about, now) }, now);
}

/** An event begins soon: everybody who is registered is reminded, unless it has moved meanwhile. */
export async function remind(work: DueWork, now: Date): Promise<void> {
  const [event_id = "", occasion = ""] = work.subject.split("@");
  const [starts_at] = occasion.split("#");
  const event = await byId(event_id, { consistent: true });
  const begins = event?.status === "published" && event.starts_at === starts_at && event.starts_at > now.toISOString();
  if (!begins) return done(work);
  const about = { kind: "reminder", occasion } as const;
  return walkAttendees(work, { event_id, statuses: ["registered"], act: (to) => tell(to, about, now) }, now);
}
