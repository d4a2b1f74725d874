import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/**
 * Somebody's place in an event: one row per person and event, for good. `waiting` for a seat, `offered` one that is kept
 * until `offer_until`, `registered`, or `cancelled`. What a registration rests on is its `grant`: `free`, `admin`, or
 * `order:<id>`, one at a time.
 */
export const Registrations = new Entity(
  {
    model: { service: "iq", entity: "registration", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      event_id: { type: "string", required: true },
      status: { type: ["waiting", "offered", "registered", "cancelled"] as const, required: true },
      grant: { type: "string" },
      /** The order that paid for it. */
      order_id: { type: "string" },
      registration_date: { type: "string", required: true },
      attendance_status: { type: ["registered", "attended", "no_show", "cancelled"] as const, required: true },
      checked_in_at: { type: "string" },
      /** Changes with each new registration: what a ticket's code is signed over. */
      ticket: { type: "string" },
      /** Place in the queue. */
      waiting_since: { type: "string" },
      offer_until: { type: "string" },
      feedback_rating: { type: "number" },
      feedback_comment: { type: "string" },
      /** Counts its changes: one is refused when another came between its reading and its writing. */
      revision: { type: "number", required: true },
      /** Snapshots for the mails that follow. */
      user_name: { type: "string", required: true },
      user_email: { type: "string", required: true },
      event_title: { type: "string", required: true },
      created_at: { type: "string", required: true },
      updated_at: { type: "string", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: { field: "sk", composite: ["event_id"], template: "registration#${event_id}", casing: "none" },
      },
      ofUser: {
        index: "gsi1",
        pk: {
          field: "gsi1pk",
          composite: ["user_id", "status"],
          template: "registrations#user#${user_id}#${status}",
          casing: "none",
        },
        sk: {
          field: "gsi1sk",
          composite: ["registration_date", "event_id"],
          template: "${registration_date}#${event_id}",
          casing: "none",
        },
      },
      inStatus: {
        index: "gsi2",
        pk: {
          field: "gsi2pk",
          composite: ["event_id", "status"],
          template: "registrations#event#${event_id}#${status}",
          casing: "none",
        },
        sk: {
          field: "gsi2sk",
          composite: ["registration_date", "user_id"],
          template: "${registration_date}#${user_id}",
          casing: "none",
        },
      },
      ofEvent: {
        index: "gsi3",
        pk: { field: "gsi3pk", composite: ["event_id"], template: "registrations#event#${event_id}", casing: "none" },
        sk: {
          field: "gsi3sk",
          composite: ["created_at", "user_id"],
          template: "${created_at}#${user_id}",
          casing: "none",
        },
      },
    },
  },
  store,
);
export type Registration = EntityItem<typeof Registrations>;
export type SeatStatus = Registration["status"];
