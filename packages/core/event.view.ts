import type { EventPhase } from "#contract/event";
import type { Event } from "./event.entity";
import { pictureView } from "./picture";
import { seatsLeft } from "./seats";

/** How far an event is, as the clock says. */
export function phaseOf({ status, starts_at, ends_at }: Pick<Event, "status" | "starts_at" | "ends_at">, now: Date) {
  if (status !== "published") return status;
  const at = now.toISOString();
  const phase: EventPhase = starts_at > at ? "upcoming" : ends_at > at ? "ongoing" : "completed";
  return phase;
}

/** What a list keeps of an event: what doesn't depend on the clock. */
export function cardOf(event: Event) {
  const { id, slug, title, date, time, timezone, duration, starts_at, ends_at, is_online, price, currency } = event;
  const { short_description = null, location = null, capacity = null, category_id = null, image_url = null } = event;
  const { registered_count, featured, status: stored_status, created_at, updated_at } = event;
  return {
    ...{ id, slug, title, short_description, date, time, timezone, duration, starts_at, ends_at, location, is_online },
    ...{ capacity, registered_count, seats_left: seatsLeft(event), price, currency, category_id },
    organizer: { id: event.organizer_id, name: event.organizer_name },
    ...{ image_url, featured, stored_status, created_at, updated_at },
  };
}

export type EventCard = ReturnType<typeof cardOf>;

/** A card as it goes out at a moment. */
export const cardView = (card: EventCard, now: Date) => ({
  ...card,
  status: phaseOf({ ...card, status: card.stored_status }, now),
});

/** An event as it goes out; what only admins and the registered may see, the contract leaves out. */
export const eventView = (event: Event, now: Date) => ({
  ...event,
  ...cardView(cardOf(event), now),
  image: pictureView(event.image),
});
