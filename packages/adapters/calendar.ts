import type { ICalCalendarMethod, ICalEventStatus } from "ical-generator";

/** A date in a calendar. */
export interface CalendarEntry {
  /** The same for ever: by it calendars know the entry again. */
  uid: string;
  /** Grows with each change that calendars must take over. */
  sequence: number;
  title: string;
  /** ISO 8601 UTC. */
  starts_at: string;
  ends_at: string;
  changed_at: string;
  location?: string;
  text?: string;
  url: string;
  cancelled: boolean;
  /** What calendars are to do with it: take it for their own, or take it away. */
  method: "PUBLISH" | "REQUEST" | "CANCEL";
  /** A request is from somebody to somebody. */
  organizer?: { name: string; email: string };
  attendee?: { name: string; email: string };
}

/** The entry as an iCalendar file (RFC 5545); in UTC, which every calendar shows in its owner's own time. */
export async function calendarFile(entry: CalendarEntry): Promise<string> {
  const { ical, ICalAttendeeStatus } = await import("./parts/calendar");
  const calendar = ical({
    prodId: { company: "Insta iQ", product: "events", language: "EN" },
    method: entry.method as ICalCalendarMethod,
  });
  const event = calendar.createEvent({
    ...{ id: entry.uid, sequence: entry.sequence, summary: entry.title },
    ...{ start: new Date(entry.starts_at), end: new Date(entry.ends_at), stamp: new Date(entry.changed_at) },
    ...{ location: entry.location, description: entry.text, url: entry.url, organizer: entry.organizer },
    status: (entry.cancelled ? "CANCELLED" : "CONFIRMED") as ICalEventStatus,
  });
  if (entry.attendee) event.createAttendee({ ...entry.attendee, rsvp: false, status: ICalAttendeeStatus.ACCEPTED });
  // Every line ends with it (RFC 5545, 3.1), the last one too.
  return `${calendar.toString()}\r\n`;
}
