import { Failure } from "#contract/failure";
import { wanted } from "./batch";
import { type Event, Events } from "./event.entity";
import { isId } from "./id";
import { Registrations } from "./registration.entity";
import { ownerOf } from "./slug";

export const missing = () => new Failure("event_not_found");

/** The row as it stands now. */
export async function byId(id: string, { consistent = false } = {}): Promise<Event | undefined> {
  const { data } = await Events.get({ id }).go({ consistent });
  return data ?? undefined;
}

/** By id or slug, an old slug too. One read for an id or a present slug. */
export async function find(reference: string): Promise<Event | undefined> {
  if (isId("evt", reference)) return byId(reference);
  const {
    data: [found],
  } = await Events.query.bySlug({ slug: reference }).go({ limit: 1 });
  if (found) return found;
  const owner = await ownerOf("event", reference);
  return owner ? byId(owner) : undefined;
}

/** Whatever its state: for admins. @throws Failure event_not_found */
export async function findAny(reference: string): Promise<Event> {
  const found = await find(reference);
  if (!found) throw missing();
  return found;
}

/** What everybody may see, also of an event that was cancelled. @throws Failure event_not_found, for a draft too */
export async function findVisible(reference: string): Promise<Event> {
  const found = await findAny(reference);
  if (found.status === "draft") throw missing();
  return found;
}

/** @throws Failure event_not_found, for a draft too; event_cancelled. */
export async function findPublished(reference: string): Promise<Event> {
  const found = await findVisible(reference);
  if (found.status === "cancelled") throw new Failure("event_cancelled");
  return found;
}

/** Id of an event from its id or a slug, an old one too: no call, or one. @throws Failure event_not_found */
export async function eventIdOf(reference: string): Promise<string> {
  const id = isId("evt", reference) ? reference : await ownerOf("event", reference);
  if (!id) throw missing();
  return id;
}

export const eventOf = (id: string) => wanted(Events.get({ id }).params(), (Item) => Events.parse({ Item }));

export const registrationOf = (event_id: string, user_id: string) =>
  wanted(Registrations.get({ user_id, event_id }).params(), (Item) => Registrations.parse({ Item }));
