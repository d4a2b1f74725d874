import { Failure } from "#contract/failure";
import type { CheckIn, Feedback, RegistrationStatus } from "#contract/registration";
import { type Actor, audited } from "./audit";
import { byId, eventIdOf, findPublished, missing } from "./event";
import { type Page, type Paging, readPage } from "./page";
import { giveUp, seatOf, standingSeatOf } from "./participation";
import { rewritten } from "./registration";
import { type Registration, Registrations } from "./registration.entity";
import type { Session } from "./session";
import { codeOf, hashOf, seatFor } from "./ticket";
import { commit, type Step } from "./transaction";

async function change(seat: Registration, fields: Partial<Registration>, now: Date, record: Step[] = []) {
  const next = { ...seat, ...fields, updated_at: now.toISOString() };
  await commit([...rewritten(seat, next), ...record]);
  return { ...next, revision: seat.revision + 1 };
}

const minute = 60_000;
/** A door's clock may be ahead of ours by so much. */
const tolerance = 5 * minute;

function scannedAt({ scanned_at }: CheckIn, now: Date): string {
  const at = new Date(scanned_at ?? now).toISOString();
  if (Date.parse(at) <= now.getTime() + tolerance) return at;
  throw new Failure("invalid_input", { errors: [{ path: "body.scanned_at", message: "must not lie ahead" }] });
}

/**
 * Lets somebody in by their ticket. A scan that comes again, because its answer was lost, is answered as the first time.
 * @throws Failure invalid_ticket; already_checked_in, with when it was first scanned
 */
export async function checkIn(reference: string, scan: CheckIn, by: Actor, now: Date): Promise<Registration> {
  const { id } = await findPublished(reference);
  const checked_in_at = scannedAt(scan, now);
  const seat = await seatFor(id, scan.code);
  if (seat.checked_in_at === checked_in_at) return seat;
  if (seat.checked_in_at) throw new Failure("already_checked_in", { detail: `First scanned at ${seat.checked_in_at}` });
  const record = audited(by, "registration.check-in", id, { user_id: seat.user_id, checked_in_at }, now);
  return change(seat, { attendance_status: "attended", checked_in_at }, now, record);
}

type Attendance = Registration["attendance_status"];

/**
 * An admin's word on who came. `cancelled` ends the registration, and pays it back.
 * @throws Failure not_registered, edited_meanwhile, wrong_state, nothing_to_refund
 */
export async function setAttendance(reference: string, user_id: string, to: Attendance, by: Session, now: Date) {
  const { event, seat } = await seatOf(reference, user_id);
  const from = seat.attendance_status;
  const record = audited(by, "registration.attendance", event.id, { user_id, from, to }, now);
  if (to === "cancelled") return giveUp(seat, { reason: "registration_cancelled", by: by.id, more: record }, now);
  return change(seat, { attendance_status: to }, now, record);
}

/**
 * How it was, from whoever was there; said again, it replaces what was said.
 * @throws Failure not_registered, for whoever didn't come too; event_not_over, event_cancelled
 */
export async function giveFeedback(reference: string, { rating, comment }: Feedback, who: Session, now: Date) {
  const { event, seat } = await standingSeatOf(reference, who.id);
  if (event.ends_at > now.toISOString()) throw new Failure("event_not_over", { detail: `It ends at ${event.ends_at}` });
  if (seat.attendance_status === "no_show") throw new Failure("not_registered", { detail: "You were not there" });
  return change(seat, { feedback_rating: rating, feedback_comment: comment }, now);
}

/** The way in opens this long before the start. */
const early = 30 * minute;

/** @throws Failure not_registered, event_cancelled; access_closed, with when it is open */
export async function accessTo(reference: string, who: Session, now: Date) {
  const { event } = await standingSeatOf(reference, who.id);
  const { starts_at, ends_at, meeting_link, meeting_password } = event;
  const opens = new Date(Date.parse(starts_at) - early).toISOString();
  const at = now.toISOString();
  if (at < opens || at >= ends_at) throw new Failure("access_closed", { detail: `Open from ${opens} to ${ends_at}` });
  return { starts_at, ends_at, meeting_link, meeting_password };
}

const parse = (Items: Record<string, unknown>[]): Registration[] => Registrations.parse({ Items }).data;

async function existing(reference: string): Promise<string> {
  const id = await eventIdOf(reference);
  if (!(await byId(id))) throw missing();
  return id;
}

/** One page of those who have to do with an event, latest first: of all, or in one status. @throws Failure event_not_found */
export async function listRegistrations(reference: string, status: RegistrationStatus | undefined, paging: Paging) {
  const event_id = await existing(reference);
  const { ofEvent, inStatus } = Registrations.query;
  const query = status ? inStatus({ event_id, status }) : ofEvent({ event_id });
  return readPage(query.params({ order: "desc" }), paging, parse);
}

async function doorEntryOf(seat: Registration) {
  const { user_id, user_name, attendance_status, checked_in_at } = seat;
  return { user_id, user_name, attendance_status, checked_in_at, code_hash: hashOf(await codeOf(seat)) };
}

/** One page of the tickets of an event, for a door that will be without a connection. @throws Failure event_not_found */
export async function listTickets(reference: string, paging: Paging) {
  const page: Page<Registration> = await listRegistrations(reference, "registered", paging);
  return { ...page, rows: await Promise.all(page.rows.map(doorEntryOf)) };
}
