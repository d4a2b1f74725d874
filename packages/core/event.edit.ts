import type { EventChange, EventStatus, NewEvent } from "#contract/event";
import { Failure } from "#contract/failure";
import { cleared, present } from "./attributes";
import { audited } from "./audit";
import { changeCategory } from "./category.member";
import { requirePayable } from "./course";
import { discard } from "./discard";
import { schedule } from "./due";
import { findAny, missing } from "./event";
import { type Event, Events } from "./event.entity";
import { scheduled } from "./event.schedule";
import { newId } from "./id";
import { illustrate } from "./illustration";
import { offerSeats } from "./seats";
import type { Session } from "./session";
import { releaseSlug, reserveSlug, withFreeSlug } from "./slug";
import { commit, type Step, step } from "./transaction";
import { spanOf } from "./zone";

const counts = { registered_count: 0, seats_taken: 0, waiting_count: 0, sequence: 0, revision: 1 };

const overBy = (ends_at: string, now: Date): true | undefined => (ends_at <= now.toISOString() ? true : undefined);

/** What a change says of the event's picture. @throws Failure upload_not_found, upload_not_ready */
async function illustrated(
  { image_url: url, image }: Partial<Event>,
  { image_url, image_upload_id }: EventChange,
  by: Session,
  now: Date,
) {
  const given = { url: image_url, upload_id: image_upload_id };
  const { steps, ...next } = await illustrate({ url, image }, given, { purpose: "event_image", by, now });
  return { fields: { image_url: next.url, image: next.image }, steps };
}

/** A draft of the admin's. @throws Failure category_not_found, invalid_input for a time that doesn't exist */
export async function create(input: NewEvent, by: Session, now: Date): Promise<Event> {
  requirePayable(input);
  const { image_upload_id, ...given } = input;
  const illustration = await illustrated({}, input, by, now);
  const at = now.toISOString();
  const span = spanOf(input);
  const draft = {
    ...{ ...present({ ...given, ...illustration.fields }), ...span, ...counts, over: overBy(span.ends_at, now) },
    ...{ id: newId("evt", now), organizer_id: by.id, organizer_name: by.name },
    ...{ status: "draft" as const, created_at: at, updated_at: at },
  };
  const made = (slug: string): Event => ({ ...draft, slug });
  const slug = await withFreeSlug(input.title, (slug) =>
    commit([
      step(Events.create(made(slug)).params()),
      reserveSlug("event", slug, draft.id),
      ...changeCategory(undefined, input.category_id),
      ...illustration.steps,
      ...scheduled(made(slug), now),
      ...audited(by, "event.create", draft.id, { title: input.title }, now),
    ]),
  );
  return made(slug);
}

function refused(row: Record<string, unknown> | undefined, { revision, capacity }: Event): Failure {
  if (!row) return missing();
  if (row.revision !== revision) return new Failure("edited_meanwhile");
  const taken = Number(row.seats_taken);
  if (capacity !== undefined && taken > capacity)
    return new Failure("capacity_taken", { detail: `${taken} seats are taken` });
  return new Failure("wrong_state", {
    detail: `${taken} seats are taken, and ${row.waiting_count} people wait for one`,
  });
}

interface Demand {
  /** Nobody has a seat, or waits for one. */
  empty?: boolean;
  /** Fields that it has no more. */
  gone?: (keyof Event)[];
}

/** The event as it is to be, unless another edit came between the reading and now. Seats are not the organizers' to say. */
function rewritten(before: Event, after: Event, { empty = false, gone = [] }: Demand = {}): Step {
  const { id, registered_count, seats_taken, waiting_count, created_at, referred, ...fields } = after;
  const patch = Events.patch({ id }).set(present({ ...fields, revision: before.revision + 1 }));
  const whole = gone.length > 0 ? patch.remove(gone as "description"[]) : patch;
  const write = whole.where((row, { eq, lte }) =>
    [
      eq(row.revision, before.revision),
      ...(after.capacity === undefined || after.capacity === before.capacity
        ? []
        : [lte(row.seats_taken, after.capacity)]),
      ...(empty ? [eq(row.seats_taken, 0), eq(row.waiting_count, 0)] : []),
    ].join(" AND "),
  );
  return step(write.params(), (row) => refused(row, { ...after, revision: before.revision }));
}

/** What calendars, and people who are registered, must be told of. */
const whereAndWhen = ["starts_at", "ends_at", "timezone", "location", "venue_address", "is_online"] as const;

const changedAny = (names: readonly (keyof Event)[], before: Event, after: Event): boolean =>
  names.some((name) => before[name] !== after[name]);

/** What an edit sets of the row itself. */
type Fields = Omit<EventChange, "revision" | "image_upload_id"> & { image?: Event["image"] | null };

/** The event with what is named changed; null clears a field. */
function changed(before: Event, given: Fields, now: Date): Event {
  const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !cleared(given).includes(key as never)));
  const whole: Event = { ...(kept as Event), ...(present(given) as Partial<Event>), updated_at: now.toISOString() };
  const next = { ...whole, ...spanOf(whole) };
  const tells = changedAny(whereAndWhen, before, next);
  const over = next.ends_at === before.ends_at ? before.over : overBy(next.ends_at, now);
  return { ...next, over, sequence: before.sequence + (tells ? 1 : 0) };
}

/** What follows from an edit. */
function consequences(before: Event, after: Event, now: Date): Step[] {
  const tells = after.status === "published" && changedAny(whereAndWhen, before, after);
  const moved = changedAny(["starts_at", "ends_at"], before, after);
  return [
    ...(moved ? scheduled(after, now) : []),
    ...(tells ? [schedule("tell-event", `${after.id}@${after.sequence}`, now)] : []),
    ...(after.capacity === before.capacity ? [] : [offerSeats(after.id, now)]),
  ];
}

const optional = ["over", "capacity", "location", "venue_address", "description", "short_description"] as const;
const links = ["category_id", "image_url", "image", "video_url", "meeting_link", "meeting_password"] as const;

const goneFrom = (before: Event, after: Event): (keyof Event)[] =>
  [...optional, ...links].filter((name) => before[name] !== undefined && after[name] === undefined);

/**
 * Changes what is named; null clears a field.
 * @throws Failure event_not_found, category_not_found, edited_meanwhile, event_cancelled, capacity_taken,
 *   upload_not_found, upload_not_ready
 */
export async function update(reference: string, input: EventChange, by: Session, now: Date): Promise<Event> {
  const before = await findAny(reference);
  if (before.status === "cancelled") throw new Failure("event_cancelled");
  if (input.revision !== undefined && input.revision !== before.revision) throw new Failure("edited_meanwhile");
  const { revision, image_upload_id, ...given } = input;
  const illustration = await illustrated(before, input, by, now);
  const after = changed(before, { ...given, ...illustration.fields }, now);
  requirePayable(after);
  const steps = (event: Event) => [
    rewritten(before, event, { gone: goneFrom(before, event) }),
    ...changeCategory(before.category_id, event.category_id ?? null),
    ...illustration.steps,
    ...consequences(before, event, now),
    ...audited(by, "event.edit", event.id, { fields: Object.keys(input) }, now),
  ];
  const next = { ...after, revision: before.revision + 1 };
  if (after.title === before.title) {
    await commit(steps(after));
    return next;
  }
  const slug = await withFreeSlug(after.title, (slug) =>
    commit([...steps({ ...after, slug }), reserveSlug("event", slug, after.id)]),
  );
  return { ...next, slug };
}

/** What an event may become. A cancelled one stays so: everybody has been told. A draft is nobody's to miss. */
const leadsTo: Record<EventStatus, readonly EventStatus[]> = {
  draft: ["published"],
  published: ["draft", "cancelled"],
  cancelled: [],
};

async function move(event: Event, status: EventStatus, action: string, by: Session, now: Date): Promise<Event> {
  const cancels = status === "cancelled";
  const next = { ...event, status, sequence: event.sequence + (cancels ? 1 : 0), updated_at: now.toISOString() };
  await commit([
    rewritten(event, next, { empty: status === "draft" }),
    ...(cancels ? [schedule("close-event", event.id, now)] : []),
    ...audited(by, action, event.id, { from: event.status, to: status }, now),
  ]);
  return { ...next, revision: event.revision + 1 };
}

/** @throws Failure event_not_found, edited_meanwhile, wrong_state for a cancelled event, or a draft of one with guests */
export async function setStatus(reference: string, status: EventStatus, by: Session, now: Date): Promise<Event> {
  const event = await findAny(reference);
  if (event.status === status) return event;
  if (!leadsTo[event.status].includes(status)) throw new Failure("wrong_state");
  return move(event, status, "event.status", by, now);
}

/** Deletes an event that nothing refers to, cancels any other. @returns what it did. */
export async function remove(reference: string, by: Session, now: Date): Promise<"deleted" | "cancelled"> {
  const event = await findAny(reference);
  if (event.referred) {
    if (event.status !== "cancelled") await move(event, "cancelled", "event.remove", by, now);
    return "cancelled";
  }
  const untouched = Events.delete({ id: event.id }).where(
    (row, { eq, notExists }) => `${eq(row.revision, event.revision)} AND ${notExists(row.referred)}`,
  );
  await commit([
    step(untouched.params(), () => new Failure("edited_meanwhile")),
    releaseSlug("event", event.slug),
    ...changeCategory(event.category_id, null),
    ...discard(event.image?.key, now),
    ...audited(by, "event.remove", event.id, { from: event.status, to: "deleted" }, now),
  ]);
  return "deleted";
}
