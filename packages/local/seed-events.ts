import { events } from "./events";

/** Sends a request to the API of the copy, as somebody. */
type Send = <Answer>(path: string, method: string, body: unknown, token: string) => Promise<Answer>;

interface Cast {
  admin: string;
  /** Tokens of those who take part. */
  guests: string[];
  /** Ids of the categories by their slugs. */
  categories: Map<string, string>;
}

const day = 24 * 3600_000;

/** What is to come, what was, and who is registered. */
export async function seedEvents(send: Send, { admin, guests, categories }: Cast, now: Date): Promise<void> {
  for (const { days, category, guests: taken = 0, ...event } of events) {
    const date = new Date(now.getTime() + days * day).toISOString().slice(0, 10);
    const body = { ...event, date, category_id: categories.get(category) };
    const made = await send<{ event: { id: string } }>("/events", "POST", body, admin);
    const path = `/events/${made.event.id}`;
    await send(`${path}/status`, "PUT", { status: "published" }, admin);
    for (const guest of guests.slice(0, taken)) await send(`${path}/register`, "POST", {}, guest);
  }
}
