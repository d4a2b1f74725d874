import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/**
 * Something that somebody must be told about an event, once: the mailer sends it when it is there. Its key says what, so
 * that whoever makes it again makes the same.
 */
export const Notices = new Entity(
  {
    model: { service: "iq", entity: "notice", version: "1" },
    attributes: {
      user_id: { type: "string", required: true },
      event_id: { type: "string", required: true },
      kind: { type: ["reminder", "changed", "cancelled"] as const, required: true },
      /** Which of its kind: the start and how long before it, the event's sequence. */
      occasion: { type: "string", required: true },
      user_name: { type: "string", required: true },
      user_email: { type: "string", required: true },
      /** Epoch seconds. */
      ttl: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["user_id"], template: "user#${user_id}", casing: "none" },
        sk: {
          field: "sk",
          composite: ["event_id", "kind", "occasion"],
          template: "notice#${event_id}#${kind}#${occasion}",
          casing: "none",
        },
      },
    },
  },
  store,
);
export type Notice = EntityItem<typeof Notices>;
