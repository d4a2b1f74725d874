import * as z from "zod/mini";
import { amount, currency, date, id, instant, line, maybe, text, url } from "./fields";
import { picture } from "./picture";

/** What an admin decides. */
export const eventStatus = z.enum(["draft", "published", "cancelled"]);
export type EventStatus = z.infer<typeof eventStatus>;

/** What everybody sees: of a published event the clock says how far it is. */
export const eventPhase = z.enum(["upcoming", "ongoing", "completed", "draft", "cancelled"]);
export type EventPhase = z.infer<typeof eventPhase>;

const time = z.string().check(z.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "must be a time like 18:30"));

const zoneName = /^(UTC|[A-Za-z]+(\/[A-Za-z0-9_+-]+){1,2})$/;

/** Whether Intl knows it, if it is a name at all. */
function isKnown(timeZone: string): boolean {
  if (!zoneName.test(timeZone)) return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const timezone = z
  .string()
  .check(
    z.maxLength(64),
    z.regex(zoneName, "must be a time zone like Asia/Kolkata"),
    z.refine(isKnown, "must be a time zone that clocks know, like Asia/Kolkata"),
  );

/** Minutes: a fortnight at most. */
const duration = z.int().check(z.minimum(1), z.maximum(20_160));

/** What an admin writes. */
const draft = {
  title: line(255),
  description: z.nullable(text(20_000)),
  short_description: z.nullable(text(500)),
  date,
  time,
  timezone,
  duration,
  location: z.nullable(line(255)),
  venue_address: z.nullable(text(1000)),
  /** Null: unlimited. 0: closed. */
  capacity: z.nullable(z.int().check(z.minimum(0), z.maximum(1_000_000))),
  price: amount,
  currency,
  category_id: z.nullable(id("cat")),
  image_url: z.nullable(url),
  /** A picture of one's own, uploaded as `event_image`: it takes the place of `image_url`. */
  image_upload_id: z.nullable(id("upl")),
  video_url: z.nullable(url),
  featured: z.boolean(),
  is_online: z.boolean(),
  meeting_link: z.nullable(url),
  meeting_password: z.nullable(line(255)),
};

export const newEvent = z.strictObject({
  ...draft,
  description: z.optional(draft.description),
  short_description: z.optional(draft.short_description),
  timezone: z._default(timezone, "Asia/Kolkata"),
  duration: z._default(duration, 60),
  location: z.optional(draft.location),
  venue_address: z.optional(draft.venue_address),
  capacity: z.optional(draft.capacity),
  currency: z._default(currency, "INR"),
  category_id: z.optional(draft.category_id),
  image_url: z.optional(draft.image_url),
  image_upload_id: z.optional(draft.image_upload_id),
  video_url: z.optional(draft.video_url),
  featured: z._default(z.boolean(), false),
  is_online: z._default(z.boolean(), false),
  meeting_link: z.optional(draft.meeting_link),
  meeting_password: z.optional(draft.meeting_password),
});
export type NewEvent = z.output<typeof newEvent>;

/** `revision`, where it is given, is the one that was edited: another edit meanwhile is refused. */
export const eventChange = z.partial(z.strictObject({ ...draft, revision: z.int().check(z.minimum(1)) }));
export type EventChange = z.output<typeof eventChange>;

const shown = {
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  short_description: maybe(z.string()),
  /** In the event's own time zone. */
  date: z.string(),
  time: z.string(),
  timezone: z.string(),
  duration: z.int(),
  starts_at: instant,
  ends_at: instant,
  location: maybe(z.string()),
  is_online: z.boolean(),
  capacity: maybe(z.int()),
  registered_count: z.int(),
  /** Null where there is no limit. */
  seats_left: maybe(z.int()),
  price: z.number(),
  currency,
  category_id: maybe(z.string()),
  organizer: z.object({ id: z.string(), name: z.string() }),
  image_url: maybe(z.string()),
  featured: z.boolean(),
  status: eventPhase,
  created_at: instant,
};

/** An event as it stands in a list. */
export const eventCard = z.object(shown);

/** An event as it stands in an admin's list. */
export const staffEventCard = z.object({ ...shown, stored_status: eventStatus, updated_at: instant });

const whole = {
  ...shown,
  /** In all its sizes, when it was uploaded. */
  image: maybe(picture),
  description: maybe(z.string()),
  venue_address: maybe(z.string()),
  video_url: maybe(z.string()),
  organizer_id: z.string(),
  waiting_count: z.int(),
  updated_at: instant,
};

export const event = z.object(whole);

/** The event as an admin sees it. */
export const staffEvent = z.object({
  ...whole,
  stored_status: eventStatus,
  meeting_link: maybe(z.string()),
  meeting_password: maybe(z.string()),
  /** The registered, and seats kept for unpaid orders and for offers to the waitlist. */
  seats_taken: z.int(),
  revision: z.int(),
});

export const eventWhen = z.enum(["upcoming", "past", "all"]);
export type EventWhen = z.infer<typeof eventWhen>;

/** By date; without it what is still to come ascends, everything else descends, and what is searched for comes by relevance. */
export const eventSort = z.enum(["date_asc", "date_desc"]);
export type EventSort = z.infer<typeof eventSort>;
