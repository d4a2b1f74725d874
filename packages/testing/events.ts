import { randomUUID } from "node:crypto";

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
