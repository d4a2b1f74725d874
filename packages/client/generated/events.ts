// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { AttendanceStatus, Attendee, CheckIn, DoorEntry, Event, EventAccess, EventCard, EventChange, EventSort, EventStatus, EventWhen, Feedback, Message, NewEvent, RegisteredEvent, Registration, RegistrationStatus, StaffEvent, StaffEventCard, Ticket } from "./types";

export interface ListInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    search?: string;
    category?: string;
    featured?: "true";
    when?: EventWhen;
    sort?: EventSort;
  };
}

export interface ListAnswer {
  events: EventCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Published events: searched by words and their beginnings, by filter and by date.
 *
 * `GET /api/events` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_cursor, invalid_input, unavailable
 */
export function list(client: Client, input: ListInput = {}, options?: CallOptions): Promise<ListAnswer> {
  return client.call({ method: "GET", path: "/api/events" }, input, options);
}

export interface UpcomingInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface UpcomingAnswer {
  events: EventCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * The events that are not over yet, the next one first.
 *
 * `GET /api/events/upcoming` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_cursor, invalid_input, unavailable
 */
export function upcoming(client: Client, input: UpcomingInput = {}, options?: CallOptions): Promise<UpcomingAnswer> {
  return client.call({ method: "GET", path: "/api/events/upcoming" }, input, options);
}

export interface RegisteredInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: RegistrationStatus;
  };
}

export interface RegisteredAnswer {
  events: RegisteredEvent[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * The events that you are registered for, latest registration first; or those where you wait for a seat.
 *
 * `GET /api/events/registered` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, invalid_cursor, invalid_input, unauthorized, unavailable
 */
export function registered(client: Client, input: RegisteredInput = {}, options?: CallOptions): Promise<RegisteredAnswer> {
  return client.call({ method: "GET", path: "/api/events/registered", token: true }, input, options);
}

export interface AllInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: EventStatus;
  };
}

export interface AllAnswer {
  events: StaffEventCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Events in whatever state, latest date first.
 *
 * `GET /api/events/all` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function all(client: Client, input: AllInput = {}, options?: CallOptions): Promise<AllAnswer> {
  return client.call({ method: "GET", path: "/api/events/all", token: true }, input, options);
}

export interface EditedInput {
  params: {
    id: string;
  };
}

export interface EditedAnswer {
  event: StaffEvent;
}

/**
 * One event in whatever state, as it is edited.
 *
 * `GET /api/events/all/{id}` For admins.
 *
 * @throws ApiError account_suspended, event_not_found, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function edited(client: Client, input: EditedInput, options?: CallOptions): Promise<EditedAnswer> {
  return client.call({ method: "GET", path: "/api/events/all/{id}", token: true }, input, options);
}

export interface BySlugInput {
  params: {
    slug: string;
  };
}

export interface BySlugAnswer {
  event: Event;
}

/**
 * One event, by slug (an old one too) or id; one that was cancelled says so.
 *
 * `GET /api/events/{slug}` Open to anybody.
 *
 * @throws ApiError event_not_found, internal_error, invalid_input, unavailable
 */
export function bySlug(client: Client, input: BySlugInput, options?: CallOptions): Promise<BySlugAnswer> {
  return client.call({ method: "GET", path: "/api/events/{slug}" }, input, options);
}

export interface CalendarInput {
  params: {
    slug: string;
  };
}

/**
 * The event as an iCalendar file.
 *
 * `GET /api/events/{slug}/calendar.ics` Open to anybody.
 *
 * @throws ApiError event_not_found, internal_error, invalid_input, unavailable
 */
export function calendar(client: Client, input: CalendarInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/events/{slug}/calendar.ics" }, input, options);
}

export interface CreateInput {
  body: NewEvent;
}

export interface CreateAnswer {
  message: string;
  event: StaffEvent;
}

/**
 * A new draft.
 *
 * `POST /api/events` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function create(client: Client, input: CreateInput, options?: CallOptions): Promise<CreateAnswer> {
  return client.call({ method: "POST", path: "/api/events", token: true }, input, options);
}

export interface UpdateInput {
  params: {
    id: string;
  };
  body?: EventChange;
}

export interface UpdateAnswer {
  message: string;
  event: StaffEvent;
}

/**
 * Change an event; fields left out stay. Who is registered is told of another time or place.
 *
 * `PUT /api/events/{id}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, capacity_taken, category_not_found, edited_meanwhile, event_cancelled, event_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function update(client: Client, input: UpdateInput, options?: CallOptions): Promise<UpdateAnswer> {
  return client.call({ method: "PUT", path: "/api/events/{id}", token: true }, input, options);
}

export interface SetStatusInput {
  params: {
    id: string;
  };
  body: {
    status: EventStatus;
  };
}

export interface SetStatusAnswer {
  message: string;
  event: StaffEvent;
}

/**
 * Publish, take back to draft while nobody has a seat, or cancel for good: everybody is told and paid back.
 *
 * `PUT /api/events/{id}/status` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, event_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function setStatus(client: Client, input: SetStatusInput, options?: CallOptions): Promise<SetStatusAnswer> {
  return client.call({ method: "PUT", path: "/api/events/{id}/status", token: true }, input, options);
}

export interface RemoveInput {
  params: {
    id: string;
  };
}

export type RemoveAnswer = Message;

/**
 * Delete an event that nobody has registered for or ordered; cancel any other.
 *
 * `DELETE /api/events/{id}` For admins.
 *
 * @throws ApiError account_suspended, edited_meanwhile, event_not_found, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function remove(client: Client, input: RemoveInput, options?: CallOptions): Promise<RemoveAnswer> {
  return client.call({ method: "DELETE", path: "/api/events/{id}", token: true }, input, options);
}

export interface RegisterInput {
  params: {
    id: string;
  };
}

export interface RegisterAnswer {
  message: string;
  registration: Registration;
}

/**
 * Register for a free event, or take the seat that you were offered.
 *
 * `POST /api/events/{id}/register` For anyone signed in.
 *
 * @throws ApiError account_suspended, already_registered, edited_meanwhile, event_cancelled, event_full, event_not_found, event_over, idempotency_mismatch, internal_error, invalid_input, payment_required, request_in_progress, unauthorized, unavailable
 */
export function register(client: Client, input: RegisterInput, options?: CallOptions): Promise<RegisterAnswer> {
  return client.call({ method: "POST", path: "/api/events/{id}/register", token: true, idempotent: true }, input, options);
}

export interface LeaveInput {
  params: {
    id: string;
  };
}

export interface LeaveAnswer {
  message: string;
  registration: Registration;
}

/**
 * Give up a seat, an offer or a place on the waitlist; what was paid goes back while there is time.
 *
 * `DELETE /api/events/{id}/register` For anyone signed in.
 *
 * @throws ApiError account_suspended, edited_meanwhile, event_not_found, event_over, internal_error, invalid_input, not_registered, nothing_to_refund, refund_closed, unauthorized, unavailable, wrong_state
 */
export function leave(client: Client, input: LeaveInput, options?: CallOptions): Promise<LeaveAnswer> {
  return client.call({ method: "DELETE", path: "/api/events/{id}/register", token: true }, input, options);
}

export interface WaitInput {
  params: {
    id: string;
  };
}

export interface WaitAnswer {
  message: string;
  registration: Registration;
}

/**
 * Wait for a seat in an event that is full.
 *
 * `POST /api/events/{id}/waitlist` For anyone signed in.
 *
 * @throws ApiError account_suspended, already_registered, already_waiting, edited_meanwhile, event_cancelled, event_full, event_not_found, event_over, internal_error, invalid_input, seats_available, unauthorized, unavailable
 */
export function wait(client: Client, input: WaitInput, options?: CallOptions): Promise<WaitAnswer> {
  return client.call({ method: "POST", path: "/api/events/{id}/waitlist", token: true }, input, options);
}

export interface StopWaitingInput {
  params: {
    id: string;
  };
}

export interface StopWaitingAnswer {
  message: string;
  registration: Registration;
}

/**
 * Leave the waitlist, or decline the seat that you were offered.
 *
 * `DELETE /api/events/{id}/waitlist` For anyone signed in.
 *
 * @throws ApiError account_suspended, edited_meanwhile, event_not_found, internal_error, invalid_input, not_waiting, unauthorized, unavailable
 */
export function stopWaiting(client: Client, input: StopWaitingInput, options?: CallOptions): Promise<StopWaitingAnswer> {
  return client.call({ method: "DELETE", path: "/api/events/{id}/waitlist", token: true }, input, options);
}

export interface AccessInput {
  params: {
    id: string;
  };
}

export interface AccessAnswer {
  access: EventAccess;
}

/**
 * The way in, for the registered: from half an hour before the start until the end.
 *
 * `GET /api/events/{id}/access` For anyone signed in.
 *
 * @throws ApiError access_closed, account_suspended, event_cancelled, event_not_found, internal_error, invalid_input, not_registered, unauthorized, unavailable
 */
export function access(client: Client, input: AccessInput, options?: CallOptions): Promise<AccessAnswer> {
  return client.call({ method: "GET", path: "/api/events/{id}/access", token: true }, input, options);
}

export interface TicketInput {
  params: {
    id: string;
  };
}

export interface TicketAnswer {
  ticket: Ticket;
}

/**
 * Your ticket, with a QR code for the door.
 *
 * `GET /api/events/{id}/ticket` For anyone signed in.
 *
 * @throws ApiError account_suspended, event_cancelled, event_not_found, internal_error, invalid_input, not_registered, unauthorized, unavailable
 */
export function ticket(client: Client, input: TicketInput, options?: CallOptions): Promise<TicketAnswer> {
  return client.call({ method: "GET", path: "/api/events/{id}/ticket", token: true }, input, options);
}

export interface GiveFeedbackInput {
  params: {
    id: string;
  };
  body: Feedback;
}

export interface GiveFeedbackAnswer {
  message: string;
  registration: Registration;
}

/**
 * Say how it was, once it is over; said again, it replaces what you said.
 *
 * `POST /api/events/{id}/feedback` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, event_cancelled, event_not_found, event_not_over, internal_error, invalid_input, malformed_json, not_registered, unauthorized, unavailable, unsupported_media_type
 */
export function giveFeedback(client: Client, input: GiveFeedbackInput, options?: CallOptions): Promise<GiveFeedbackAnswer> {
  return client.call({ method: "POST", path: "/api/events/{id}/feedback", token: true }, input, options);
}

export interface RegistrationsInput {
  params: {
    id: string;
  };
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: RegistrationStatus;
  };
}

export interface RegistrationsAnswer {
  registrations: Attendee[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Who is registered, waits or was offered a seat, latest first.
 *
 * `GET /api/events/{id}/registrations` For admins.
 *
 * @throws ApiError account_suspended, event_not_found, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function registrations(client: Client, input: RegistrationsInput, options?: CallOptions): Promise<RegistrationsAnswer> {
  return client.call({ method: "GET", path: "/api/events/{id}/registrations", token: true }, input, options);
}

export interface SetAttendanceInput {
  params: {
    id: string;
    userId: string;
  };
  body: {
    attendance_status: AttendanceStatus;
  };
}

export interface SetAttendanceAnswer {
  message: string;
  registration: Attendee;
}

/**
 * Say who came and who didn't, or cancel a registration, which pays it back.
 *
 * `PUT /api/events/{id}/registrations/{userId}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, event_not_found, forbidden, internal_error, invalid_input, malformed_json, not_registered, nothing_to_refund, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function setAttendance(client: Client, input: SetAttendanceInput, options?: CallOptions): Promise<SetAttendanceAnswer> {
  return client.call({ method: "PUT", path: "/api/events/{id}/registrations/{userId}", token: true }, input, options);
}

export interface CheckInInput {
  params: {
    id: string;
  };
  body: CheckIn;
}

export interface CheckInAnswer {
  message: string;
  registration: Attendee;
}

/**
 * Let somebody in by their ticket's code, now or as it was scanned without a connection.
 *
 * `POST /api/events/{id}/check-in` For admins.
 *
 * @throws ApiError account_suspended, already_checked_in, body_too_large, edited_meanwhile, event_cancelled, event_not_found, forbidden, internal_error, invalid_input, invalid_ticket, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function checkIn(client: Client, input: CheckInInput, options?: CallOptions): Promise<CheckInAnswer> {
  return client.call({ method: "POST", path: "/api/events/{id}/check-in", token: true }, input, options);
}

export interface DoorInput {
  params: {
    id: string;
  };
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface DoorAnswer {
  tickets: DoorEntry[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
  as_of: string;
}

/**
 * What a door without a connection needs: the tickets by the hash of their codes.
 *
 * `GET /api/events/{id}/check-in` For admins.
 *
 * @throws ApiError account_suspended, event_not_found, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function door(client: Client, input: DoorInput, options?: CallOptions): Promise<DoorAnswer> {
  return client.call({ method: "GET", path: "/api/events/{id}/check-in", token: true }, input, options);
}
