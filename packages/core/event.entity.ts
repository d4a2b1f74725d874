import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { pictureAttribute } from "./picture";

/**
 * A live event. `date`, `time` and `timezone` are what the organizer said; `starts_at` and `ends_at` follow from them.
 * Seats are counted here, under the conditions of the transactions that take them (see seats.ts).
 */
export const Events = new Entity(
  {
    model: { service: "iq", entity: "event", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      title: { type: "string", required: true },
      slug: { type: "string", required: true },
      description: { type: "string" },
      short_description: { type: "string" },
      /** In the event's own zone: `2026-11-25`, `18:30`. */
      date: { type: "string", required: true },
      time: { type: "string", required: true },
      /** IANA. */
      timezone: { type: "string", required: true },
      /** Minutes. */
      duration: { type: "number", required: true },
      /** ISO 8601 UTC, derived from the above. */
      starts_at: { type: "string", required: true },
      ends_at: { type: "string", required: true },
      location: { type: "string" },
      venue_address: { type: "string" },
      /** Absent: unlimited. 0: closed. */
      capacity: { type: "number" },
      /** Who is registered. */
      registered_count: { type: "number", required: true },
      /** The registered, and seats kept for unpaid orders and for offers to the waitlist; at most `capacity`. */
      seats_taken: { type: "number", required: true },
      /** Who waits for a seat. While somebody does, a free seat goes to them. */
      waiting_count: { type: "number", required: true },
      price: { type: "number", required: true },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
      category_id: { type: "string" },
      organizer_id: { type: "string", required: true },
      organizer_name: { type: "string", required: true },
      image_url: { type: "string" },
      /** What `image_url` is the address of, when it was uploaded. */
      image: pictureAttribute,
      video_url: { type: "string" },
      /** What is stored; upcoming, ongoing and completed follow from the clock. */
      status: { type: ["draft", "published", "cancelled"] as const, required: true },
      /** Set once its end is past: it stands in other lists then. */
      over: { type: "boolean" },
      featured: { type: "boolean", required: true },
      is_online: { type: "boolean", required: true },
      meeting_link: { type: "string" },
      meeting_password: { type: "string" },
      /** Counts what calendars must be told again (RFC 5545). */
      sequence: { type: "number", required: true },
      /** Set by the first order or registration: such an event is cancelled or kept, never deleted. */
      referred: { type: "boolean" },
      /** Counts the organizers' edits: an edit is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "event#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "event", casing: "none" },
      },
      bySlug: {
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["slug"], template: "event-slug#${slug}", casing: "none" },
        sk: { field: "gsi1sk", composite: ["id"], template: "${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Event = EntityItem<typeof Events>;
