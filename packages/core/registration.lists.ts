import type { RegistrationStatus } from "#contract/registration";
import { Events } from "./event.entity";
import { cardOf, cardView } from "./event.view";
import { noticesOf } from "./notice";
import { type Page, type Paging, readPage } from "./page";
import { giveUp } from "./participation";
import { type Registration, Registrations } from "./registration.entity";
import type { Session } from "./session";

const parse = (Items: Record<string, unknown>[]): Registration[] => Registrations.parse({ Items }).data;

/** The cards of these events, as they are now. One call. */
async function cardsOf(ids: string[], now: Date) {
  const { data } = ids.length > 0 ? await Events.get(ids.map((id) => ({ id }))).go() : { data: [] };
  return new Map(data.map((event) => [event.id, cardView(cardOf(event), now)]));
}

/** One page of somebody's events, latest registration first: those that they have a seat in, or wait for one. */
export async function listRegistered(who: Session, status: RegistrationStatus, paging: Paging, now: Date) {
  const query = Registrations.query.ofUser({ user_id: who.id, status }).params({ order: "desc" });
  const page: Page<Registration> = await readPage(query, paging, parse);
  const ids = page.rows.map(({ event_id }) => event_id);
  const cards = await cardsOf(ids, now);
  // An event that anybody registered for is never deleted: every registration has its event.
  const rows = page.rows.flatMap((row) => {
    const event = cards.get(row.event_id);
    return event ? [{ ...row, event }] : [];
  });
  return { ...page, rows };
}

/** One page of everything that somebody ever registered for, what they gave up included. */
export const listRegistrationsOf = (user_id: string, paging: Paging): Promise<Page<Registration>> =>
  readPage(Registrations.query.primary({ user_id }).params(), paging, parse);

async function* registrationsOf(user_id: string): AsyncGenerator<Registration> {
  let cursor: string | null = null;
  do {
    const query = Registrations.query.primary({ user_id });
    const page: { data: Registration[]; cursor: string | null } = await query.go({ cursor, limit: 100 });
    yield* page.data;
    cursor = page.cursor;
  } while (cursor);
}

/** Seats, offers and places on waitlists that somebody has in what is still to come, to be given up. */
export async function* seatsToGiveUp(user_id: string, now: Date): AsyncGenerator<() => Promise<unknown>> {
  for await (const row of registrationsOf(user_id)) {
    if (row.status === "cancelled") continue;
    const { data: event } = await Events.get({ id: row.event_id }).go();
    const giving = { reason: "account_deleted", by: user_id, regardless: true };
    if (event && event.ends_at > now.toISOString()) yield () => giveUp(row, giving, now);
  }
}

/** The copies of somebody's name and address in their registrations, to be replaced, and what they were told. */
export async function* namesInRegistrations(
  user_id: string,
  { name, email }: { name: string; email: string },
): AsyncGenerator<() => Promise<unknown>> {
  for await (const { event_id, user_email } of registrationsOf(user_id))
    if (user_email !== email)
      yield () =>
        Registrations.patch({ user_id, event_id })
          .set({ user_name: name, user_email: email })
          .remove(["feedback_comment"])
          .go();
  yield* noticesOf(user_id);
}
