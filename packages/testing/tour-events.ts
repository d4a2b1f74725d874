import { call, type Reply } from "./api";
import { hoursAhead, newEvent, newEventDraft, registerFor, waitFor } from "./events";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

/** What a tour meets of the events. */
export interface EventCast {
  /** Free, and about to begin; the learner is registered. */
  soon: { id: string; slug: string };
  /** The learner was there. */
  past: { id: string };
  /** Full; the learner waits. */
  full: { id: string };
}

interface People {
  admin: Person;
  learner: Person;
}

const as = (platform: TestPlatform, { token }: Person, route: string, body?: object) =>
  call(platform, route, { token, body });

/** One to come, one that was, one that is full. */
export async function assembleEvents(platform: TestPlatform, { admin, learner }: People): Promise<EventCast> {
  const secret = { is_online: true, meeting_link: "https://meet.example.com/room" };
  const soon = await newEvent(platform, admin, { title: "Soon", ...secret, ...hoursAhead(platform, 0.4) });
  const past = await newEvent(platform, admin, { title: "Past" });
  for (const event of [soon, past]) await registerFor(platform, learner, event);
  await as(platform, admin, `PUT /api/events/${past.id}`, hoursAhead(platform, -48));
  const full = await newEvent(platform, admin, { title: "Full", capacity: 1 });
  await registerFor(platform, admin, full);
  await waitFor(platform, learner, full);
  await platform.settled();
  return { soon, past, full };
}

type Visit = () => Promise<Reply>;

function guestVisits(platform: TestPlatform, learner: Person, { soon, past, full }: EventCast): Record<string, Visit> {
  const visit = (path: string) => call(platform, `GET /api/events${path}`);
  const own = (route: string, body?: object) => as(platform, learner, route, body);
  return {
    "events.list": () => visit(""),
    "events.upcoming": () => visit("/upcoming"),
    "events.bySlug": () => visit(`/${soon.slug}`),
    "events.registered": () => own("GET /api/events/registered"),
    "events.access": () => own(`GET /api/events/${soon.id}/access`),
    "events.ticket": () => own(`GET /api/events/${soon.id}/ticket`),
    "events.giveFeedback": () => own(`POST /api/events/${past.id}/feedback`, { rating: 5, comment: "Good" }),
    "events.stopWaiting": () => own(`DELETE /api/events/${full.id}/waitlist`),
    "events.wait": () => own(`POST /api/events/${full.id}/waitlist`),
  };
}

function doorVisits(platform: TestPlatform, { admin, learner }: People, { soon }: EventCast): Record<string, Visit> {
  const path = `/api/events/${soon.id}`;
  return {
    "events.door": () => as(platform, admin, `GET ${path}/check-in`),
    "events.checkIn": async () => {
      const { code } = (await as(platform, learner, `GET ${path}/ticket`)).body.ticket;
      return as(platform, admin, `POST ${path}/check-in`, { code });
    },
    "events.registrations": () => as(platform, admin, `GET ${path}/registrations`),
    "events.setAttendance": () =>
      as(platform, admin, `PUT ${path}/registrations/${learner.id}`, { attendance_status: "attended" }),
    "events.leave": () => as(platform, learner, `DELETE ${path}/register`),
    "events.register": () => as(platform, learner, `POST ${path}/register`),
  };
}

/** One successful call of every endpoint of the events. */
export function eventVisits(platform: TestPlatform, people: People, cast: EventCast): Record<string, Visit> {
  const asAdmin = (route: string, body?: object) => as(platform, people.admin, route, body);
  const fresh = () => newEventDraft(platform, people.admin);
  return {
    ...guestVisits(platform, people.learner, cast),
    ...doorVisits(platform, people, cast),
    "events.all": () => asAdmin("GET /api/events/all"),
    "events.edited": () => asAdmin(`GET /api/events/all/${cast.soon.id}`),
    "events.create": () => asAdmin("POST /api/events", { title: "New", price: 0, date: "2027-01-01", time: "10:00" }),
    "events.update": () => asAdmin(`PUT /api/events/${cast.soon.id}`, { description: "Changed" }),
    "events.setStatus": async () => asAdmin(`PUT /api/events/${(await fresh()).id}/status`, { status: "published" }),
    "events.remove": async () => asAdmin(`DELETE /api/events/${(await fresh()).id}`),
  };
}
