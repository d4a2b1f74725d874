import { Failure } from "#contract/failure";
import { type Event, Events } from "./event.entity";
import { isId } from "./id";
import { ownerOf } from "./slug";

async function byId(id: string): Promise<Event | undefined> {
  const { data } = await Events.get({ id }).go();
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

/** @throws Failure event_not_found, for a draft too; event_cancelled. */
export async function findPublished(reference: string): Promise<Event> {
  const found = await find(reference);
  if (!found || found.status === "draft") throw new Failure("event_not_found");
  if (found.status === "cancelled") throw new Failure("event_cancelled");
  return found;
}
