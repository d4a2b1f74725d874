import { type CalendarEntry, calendarFile } from "#adapters/calendar";
import { page } from "#adapters/site";
import { byId } from "#core/event";
import { eventPage, ownEntry, placeOf } from "#core/event.calendar";
import type { Event } from "#core/event.entity";
import { unsubscribeUrl } from "#core/mail.unsubscribe";
import * as rows from "#events/rows";
import type { EventMail } from "./mails/event";
import { eventCancelled } from "./mails/event-cancelled";
import { eventChanged } from "./mails/event-changed";
import { eventRegistration } from "./mails/event-registration";
import { eventReminder } from "./mails/event-reminder";
import type { Content } from "./mails/layout";
import { waitlistOffer } from "./mails/waitlist-offer";
import { type Category, type Condition, type Outgoing, type Rule, rule } from "./rule";

type Registration = ReturnType<typeof rows.registration.parse>;
type Notice = ReturnType<typeof rows.notice.parse>;
type Addressee = Pick<Registration, "user_name" | "user_email" | "event_id">;

/** What somebody is told of is never deleted: it has been registered for. */
async function eventOf(event_id: string): Promise<Event> {
  const event = await byId(event_id, { consistent: true });
  if (!event) throw new Error(`there is no event ${event_id}`);
  return event;
}

const mailOf = (event: Event, to: Addressee): EventMail => ({
  ...{ name: to.user_name, title: event.title, startsAt: event.starts_at, timeZone: event.timezone },
  ...{ place: placeOf(event), url: eventPage(event.slug) },
});

async function attached({ method, ...entry }: CalendarEntry): Promise<Pick<Content, "attachments">> {
  const content = Buffer.from(await calendarFile({ ...entry, method }));
  const contentType = `text/calendar; charset=utf-8; method=${method}`;
  return { attachments: [{ filename: method === "CANCEL" ? "cancelled.ics" : "event.ics", content, contentType }] };
}

/** The mail, with the event for the calendar as it is now. */
const withDate = async (to: Addressee, mail: (event: EventMail) => Content): Promise<Content> => {
  const event = await eventOf(to.event_id);
  const entry = ownEntry(event, { name: to.user_name, email: to.user_email });
  return { ...mail(mailOf(event, to)), ...(await attached(entry)) };
};

/** A seat, and another one after the first was given up: each has a ticket of its own. */
const seated: Condition<Registration> = ({ before, after }) =>
  after.status === "registered" && (before?.status !== "registered" || before.ticket !== after.ticket);

const offered: Condition<Registration> = ({ before, after }) =>
  after.status === "offered" && before?.offer_until !== after.offer_until;

const confirmed = (row: Registration): Outgoing => ({
  category: "transactional",
  user_id: row.user_id,
  name: `event-registration#${row.event_id}#${row.user_id}#${row.ticket}`,
  to: row.user_email,
  content: () => withDate(row, eventRegistration),
});

const offeredSeat = (row: Registration): Outgoing => ({
  category: "transactional",
  user_id: row.user_id,
  name: `waitlist-offer#${row.event_id}#${row.user_id}#${row.offer_until}`,
  to: row.user_email,
  content: async () => waitlistOffer({ ...mailOf(await eventOf(row.event_id), row), until: row.offer_until ?? "" }),
});

const isNew: Condition<Notice> = ({ before }) => before === undefined;

/** `2026-11-25T13:00:00.000Z#24` */
const hoursIn = (occasion: string): number => Number(occasion.split("#")[1]);

/** One can come to an event without being reminded of it. */
const categories: Record<Notice["kind"], Category> = {
  reminder: "reminders",
  changed: "transactional",
  cancelled: "transactional",
};

async function reminder(row: Notice): Promise<Content> {
  const event = mailOf(await eventOf(row.event_id), row);
  const ending = await unsubscribeUrl({ user_id: row.user_id, kind: "reminders" });
  return eventReminder({ ...event, hours: hoursIn(row.occasion), unsubscribeUrl: ending });
}

const letters: Record<Notice["kind"], (row: Notice) => Promise<Content>> = {
  reminder,
  changed: (row) => withDate(row, eventChanged),
  cancelled: (row) => withDate(row, (event) => eventCancelled({ ...event, url: page("/events") })),
};

const noticed = (row: Notice): Outgoing => ({
  category: categories[row.kind],
  user_id: row.user_id,
  name: `event-${row.kind}#${row.event_id}#${row.user_id}#${row.occasion}`,
  to: row.user_email,
  content: () => letters[row.kind](row),
});

/** What people are told of events. */
export const eventRules: readonly Rule[] = [
  rule("registration", rows.registration, seated, confirmed),
  rule("registration", rows.registration, offered, offeredSeat),
  rule("notice", rows.notice, isNew, noticed),
];
