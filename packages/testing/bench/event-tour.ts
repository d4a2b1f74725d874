import { hoursAhead } from "../events";
import { newPerson, type Person } from "../people";
import { sweep } from "../time";
import { endMail } from "./mail-tour";
import { as, type Tour, unheardOf } from "./step";

interface Published {
  id: string;
  slug: string;
}

/** A draft, written on and brought out. */
async function announce({ platform, visit, admin }: Tour, title: string, hours: number, more = {}): Promise<Published> {
  const body = { title: unheardOf(title), price: 0, ...hoursAhead(platform, hours), ...more };
  const created = await visit("events.create", "POST /api/events", as(admin, body));
  const { id, slug } = created.body.event;
  await visit("events.update", `PUT /api/events/${id}`, as(admin, { description: "An evening among friends." }));
  await visit("events.setStatus", `PUT /api/events/${id}/status`, as(admin, { status: "published" }));
  await platform.settled();
  return { id, slug };
}

async function look({ visit }: Tour, { slug }: Published): Promise<void> {
  await visit("events.list", "GET /api/events?limit=20");
  await visit("events.list featured ones", "GET /api/events?when=upcoming&featured=true&limit=20");
  await visit("events.list by a word", "GET /api/events?search=evening&limit=20");
  await visit("events.upcoming", "GET /api/events/upcoming?limit=20");
  await visit("events.bySlug", `GET /api/events/${slug}`);
  await visit("events.calendar", `GET /api/events/${slug}/calendar.ics`);
}

async function takePart({ visit, admin }: Tour, guest: Person, { id }: Published): Promise<void> {
  const path = `/api/events/${id}`;
  await visit("events.register", `POST ${path}/register`, as(guest));
  await visit("events.leave", `DELETE ${path}/register`, as(guest));
  await visit("events.register again", `POST ${path}/register`, as(guest));
  await visit("events.registered", "GET /api/events/registered?limit=20", as(guest));
  await visit("events.access", `GET ${path}/access`, as(guest));
  const { body } = await visit("events.ticket", `GET ${path}/ticket`, as(guest));
  await visit("events.door", `GET ${path}/check-in?limit=20`, as(admin));
  await visit("events.checkIn", `POST ${path}/check-in`, as(admin, { code: body.ticket.code }));
  await visit("events.registrations", `GET ${path}/registrations?limit=20`, as(admin));
  const came = { attendance_status: "attended" };
  await visit("events.setAttendance", `PUT ${path}/registrations/${guest.id}`, as(admin, came));
}

/** Somebody waits, is offered the seat that another gives up, and the event is called off. */
async function queue({ platform, visit, admin }: Tour, guest: Person, { id }: Published): Promise<void> {
  const path = `/api/events/${id}`;
  await visit("events.register the last seat", `POST ${path}/register`, as(admin));
  await visit("events.wait", `POST ${path}/waitlist`, as(guest));
  await visit("events.stopWaiting", `DELETE ${path}/waitlist`, as(guest));
  await visit("events.wait again", `POST ${path}/waitlist`, as(guest));
  await visit("events.leave for another", `DELETE ${path}/register`, as(admin));
  await sweep(platform);
  await visit("events.register by an offer", `POST ${path}/register`, as(guest));
  await visit("events.remove what is referred to", `DELETE ${path}`, as(admin));
  await sweep(platform);
}

/** Everything that is done with events. */
export async function holdEvents(tour: Tour): Promise<void> {
  const { platform, visit, admin } = tour;
  const guest = await newPerson(platform, { name: "Guest" });
  const evening = await announce(tour, "An evening", 0.4, {
    is_online: true,
    meeting_link: "https://meet.example.com/",
  });
  await look(tour, evening);
  await takePart(tour, guest, evening);
  await endMail(tour, guest, evening);
  await queue(tour, guest, await announce(tour, "One seat", 200, { capacity: 1, featured: true }));
  await visit("events.update to the past", `PUT /api/events/${evening.id}`, as(admin, hoursAhead(platform, -48)));
  await visit("events.giveFeedback", `POST /api/events/${evening.id}/feedback`, as(guest, { rating: 5 }));
  await visit("events.all", "GET /api/events/all?limit=20", as(admin));
  await visit("events.edited", `GET /api/events/all/${evening.id}`, as(admin));
  const scrap = await announce(tour, "Scrap", 200);
  await visit("events.remove", `DELETE /api/events/${scrap.id}`, as(admin));
}
