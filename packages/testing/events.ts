import { randomUUID } from "node:crypto";
import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";
import { hour } from "./time";

/** A published event, put into the table past the API. */
export async function placeEvent(overrides: { price?: number; capacity?: number; waiting_count?: number } = {}) {
  const { Events } = await import("#core/event.entity");
  const id = `evt_${randomUUID().slice(0, 8)}`;
  const at = "2026-01-01T00:00:00.000Z";
  const when = { date: "2036-01-01", time: "18:30", timezone: "Asia/Kolkata", duration: 60 };
  const { data } = await Events.create({
    ...{ id, slug: id, title: "Test Event", ...when, starts_at: "2036-01-01T13:00:00.000Z" },
    ...{ ends_at: "2036-01-01T14:00:00.000Z", registered_count: 0, seats_taken: 0, waiting_count: 0 },
    ...{ price: 500, currency: "INR", organizer_id: "admin", organizer_name: "Admin", status: "published" },
    ...{ featured: false, is_online: true, sequence: 0, revision: 1, created_at: at, updated_at: at },
    ...overrides,
  }).go();
  return data;
}

// biome-ignore lint/suspicious/noExplicitAny: an event as the API answers it, asserted by the tests
type AnsweredEvent = any;

/** Date and time in UTC of a moment so many hours ahead of the platform's clock; whole minutes. */
export function hoursAhead({ ahead }: TestPlatform, hours: number): { date: string; time: string; timezone: string } {
  const at = new Date(Date.now() + ahead + hours * hour).toISOString();
  return { date: at.slice(0, 10), time: at.slice(11, 16), timezone: "UTC" };
}

/** A draft of a free event in a week's time. */
export async function newEventDraft(
  platform: TestPlatform,
  admin: Person,
  overrides: object = {},
): Promise<AnsweredEvent> {
  const body = { title: "Test Event", price: 0, ...hoursAhead(platform, 7 * 24), ...overrides };
  const reply = await call(platform, "POST /api/events", { token: admin.token, body });
  if (reply.status !== 201) throw new Error(`creating answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.event;
}

/** A published event; the lists have it, too. */
export async function newEvent(platform: TestPlatform, admin: Person, overrides: object = {}): Promise<AnsweredEvent> {
  const { id } = await newEventDraft(platform, admin, overrides);
  const reply = await setEventStatus(platform, admin, id, "published");
  await platform.settled();
  return reply.body.event;
}

export const setEventStatus = (platform: TestPlatform, { token }: Person, id: string, status: string) =>
  call(platform, `PUT /api/events/${id}/status`, { token, body: { status } });

/** Somebody's seat: asked for, given up, waited for. */
export const registerFor = (
  platform: TestPlatform,
  { token }: Pick<Person, "token">,
  event: { id: string },
): Promise<Reply> => call(platform, `POST /api/events/${event.id}/register`, { token });
export const giveUpSeat = (
  platform: TestPlatform,
  { token }: Pick<Person, "token">,
  event: { id: string },
): Promise<Reply> => call(platform, `DELETE /api/events/${event.id}/register`, { token });
export const waitFor = (
  platform: TestPlatform,
  { token }: Pick<Person, "token">,
  event: { id: string },
): Promise<Reply> => call(platform, `POST /api/events/${event.id}/waitlist`, { token });

/** Orders a seat. */
export const orderSeat = (
  platform: TestPlatform,
  { token }: Pick<Person, "token">,
  event: { id: string },
): Promise<Reply> => call(platform, "POST /api/orders/create-payment", { token, body: { event_id: event.id } });

/** The numbers of an event, as an admin sees them. */
export async function seatsOf(platform: TestPlatform, { token }: Person, { id }: { id: string }) {
  const { body } = await call(platform, `GET /api/events/all/${id}`, { token });
  const { registered_count: registered, seats_taken: taken, waiting_count: waiting } = body.event;
  return { registered, taken, waiting };
}
