import * as z from "zod/mini";
import { eventCard } from "./event";
import { instant, maybe, text } from "./fields";

export const registrationStatus = z.enum(["registered", "waiting", "offered", "cancelled"]);
export type RegistrationStatus = z.infer<typeof registrationStatus>;

export const attendanceStatus = z.enum(["registered", "attended", "no_show", "cancelled"]);

export const registration = z.object({
  user_id: z.string(),
  event_id: z.string(),
  status: registrationStatus,
  /** The order that paid for it; null for a free event. */
  order_id: maybe(z.string()),
  registration_date: instant,
  attendance_status: attendanceStatus,
  checked_in_at: maybe(instant),
  /** On the waitlist since. */
  waiting_since: maybe(instant),
  /** Until then a seat is kept. */
  offer_until: maybe(instant),
  feedback_rating: maybe(z.int()),
  feedback_comment: maybe(z.string()),
});

export const registeredEvent = z.extend(registration, { event: eventCard });

/** A registration as an admin sees it. */
export const attendee = z.extend(registration, { user_name: z.string(), user_email: z.string() });

export const feedback = z.strictObject({
  rating: z.int().check(z.minimum(1), z.maximum(5)),
  comment: z.optional(text(2000)),
});
export type Feedback = z.output<typeof feedback>;

/** The way into an event that takes place online. */
export const eventAccess = z.object({
  meeting_link: maybe(z.string()),
  meeting_password: maybe(z.string()),
  starts_at: instant,
  ends_at: instant,
});

export const ticket = z.object({
  event_id: z.string(),
  event_title: z.string(),
  user_name: z.string(),
  starts_at: instant,
  location: maybe(z.string()),
  /** What the QR code says. */
  code: z.string(),
  /** An image, as SVG. */
  qr_svg: z.string(),
});

/** A ticket as it is scanned. */
export const ticketCode = z
  .string()
  .check(z.maxLength(128), z.regex(/^[A-Za-z0-9-]{1,64}\.[A-Za-z0-9_-]{22}$/, "must be a ticket's code"));

/** A ticket at the door; `scanned_at` when it was scanned without a connection. */
export const checkIn = z.strictObject({ code: ticketCode, scanned_at: z.optional(instant) });
export type CheckIn = z.output<typeof checkIn>;

/** What a door without a connection needs to know of a ticket. */
export const doorEntry = z.object({
  user_id: z.string(),
  user_name: z.string(),
  /** SHA-256 of the ticket's code, base64url. */
  code_hash: z.string(),
  attendance_status: attendanceStatus,
  checked_in_at: maybe(instant),
});
