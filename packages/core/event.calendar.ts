import type { CalendarEntry } from "#adapters/calendar";
import { sender } from "#adapters/mail.sender";
import { page } from "#adapters/site";
import type { Event } from "./event.entity";

export const eventPage = (slug: string): string => page(`/events/${encodeURIComponent(slug)}`);

/** Where it takes place, in one line. */
export function placeOf({ is_online, location, venue_address }: Event): string | undefined {
  const named = [location, venue_address?.replace(/\s*\n\s*/g, ", ")].filter(Boolean).join(", ");
  return named || (is_online ? "Online" : undefined);
}

/** What every calendar says of it. The way into an online event stands in none: it is for the registered, at its time. */
const entryOf = (event: Event): Omit<CalendarEntry, "method"> => ({
  ...{ uid: `${event.id}@${new URL(page("/")).hostname}`, sequence: event.sequence, title: event.title },
  ...{ starts_at: event.starts_at, ends_at: event.ends_at, changed_at: event.updated_at },
  ...{ location: placeOf(event), text: event.short_description, url: eventPage(event.slug) },
  cancelled: event.status === "cancelled",
});

/** For everybody. */
export const publicEntry = (event: Event): CalendarEntry => ({ ...entryOf(event), method: "PUBLISH" });

interface Addressee {
  name: string;
  email: string;
}

/** For somebody who is registered: put into their calendar, changed there, or taken out of it. */
export const ownEntry = (event: Event, attendee: Addressee): CalendarEntry => ({
  ...entryOf(event),
  ...{ method: event.status === "cancelled" ? "CANCEL" : "REQUEST", organizer: sender(), attendee },
});
