import { isDeepStrictEqual } from "node:util";
import type { EventSort, EventStatus, EventWhen } from "#contract/event";
import { categoryPathOf } from "./category.member";
import { type Event, Events } from "./event.entity";
import { cardOf, cardView, type EventCard } from "./event.view";
import type { Page, Paging } from "./page";
import type { SearchDocument } from "./search/document";
import { indexed } from "./search/indexing";
import { search } from "./search/query";
import { everyRow, idsIn, listRows, shelve } from "./shelf";

interface Filter {
  when: EventWhen;
  category?: string;
  featured?: boolean;
}

const publicList = ({ when, category, featured }: Filter): string =>
  [`events#${when}`, category && `category:${category}`, featured && "featured"].filter(Boolean).join("|");

const staffList = (status?: EventStatus): string => ["events#staff", status].filter(Boolean).join("|");

const organizerList = (id: string): string => `events#organizer#${id}`;

const whenOf = ({ over }: Event): EventWhen => (over ? "past" : "upcoming");

/** @param path the categories that it is in, from the top down: it shows in each of them */
function listsOf(event: Event, path: string[]): string[] {
  const staff = [staffList(), staffList(event.status), organizerList(event.organizer_id)];
  if (event.status !== "published") return staff;
  const filters = (["all", whenOf(event)] as const).flatMap((when) =>
    [undefined, ...path].flatMap((category): Filter[] => [
      { when, category },
      ...(event.featured ? [{ when, category, featured: true }] : []),
    ]),
  );
  return [...staff, ...filters.map(publicList)];
}

async function read(id: string): Promise<Event | undefined> {
  const { data } = await Events.get({ id }).go({ consistent: true });
  return data ?? undefined;
}

/** Puts an event into every list where it belongs now, and takes it out of every other. */
const projectLists = (id: string): Promise<void> =>
  shelve(
    "event",
    id,
    async () => {
      const event = await read(id);
      if (!event) return undefined;
      return { lists: listsOf(event, await categoryPathOf(event)), at: event.starts_at, card: cardOf(event) };
    },
    { bothWays: true },
  );

const filtersOf = ({ when, category, featured }: Filter): string[] => [
  ...(when === "all" ? [] : [`when:${when}`]),
  ...(category ? [`category:${category}`] : []),
  ...(featured ? ["featured:true"] : []),
];

const minute = 60_000;

/** What is found of a published event, and by what: also in the categories above its own, as in the lists. */
const documentOf = (event: Event, path: string[]): SearchDocument => ({
  ...{ id: event.id, title: event.title, card: cardOf(event) },
  texts: [event.short_description, event.location, event.organizer_name, event.description].map((text) => text ?? ""),
  filters: [
    ...filtersOf({ when: whenOf(event), featured: event.featured }),
    ...path.map((category) => `category:${category}`),
  ],
  // Dates before 1970 are as old as that.
  sorts: { date: Math.max(0, Math.floor(Date.parse(event.starts_at) / minute)) },
});

const indexEvent = (id: string, thorough?: boolean): Promise<void> =>
  indexed(
    "event",
    id,
    async () => {
      const event = await read(id);
      return event?.status === "published" ? documentOf(event, await categoryPathOf(event)) : undefined;
    },
    thorough,
  );

/** Everything that is derived from an event. The lists come first: a category that moves finds its events by them. */
export async function projectEvent(id: string, thorough?: boolean): Promise<void> {
  await projectLists(id);
  await indexEvent(id, thorough);
}

/** Whether a change of a row concerns no list: somebody joined the waitlist. */
export function concernsNoList(before: Event, after: Event): boolean {
  const shown = (event: Event) => [cardOf(event), event.over, event.description];
  return isDeepStrictEqual(shown(before), shown(after));
}

type Listed = ReturnType<typeof cardView>;

const shown = (page: Page<EventCard>, now: Date): Page<Listed> => ({
  ...page,
  rows: page.rows.map((card) => cardView(card, now)),
});

const orders = { date_asc: "asc", date_desc: "desc" } as const satisfies Record<EventSort, unknown>;

interface Wanted {
  when: EventWhen;
  search?: string;
  category?: string;
  featured?: "true";
  sort?: EventSort;
}

/** One page of the published events: of those that have all the words, or else of the list. */
export async function browse(wanted: Wanted, paging: Paging, now: Date): Promise<Page<Listed>> {
  const { search: words, when, category, sort } = wanted;
  const filter = { when, category, featured: wanted.featured !== undefined };
  if (words === undefined) {
    const order = sort ? orders[sort] : when === "upcoming" ? "asc" : "desc";
    return shown(await listRows<EventCard>(publicList(filter), paging, order), now);
  }
  const by = sort && ({ by: "date", order: orders[sort] } as const);
  return shown(await search<EventCard>("event", { words, filters: filtersOf(filter), sort: by }, paging, now), now);
}

/** One page of the events in whatever state, latest date first. */
export const listStaff = async (status: EventStatus | undefined, paging: Paging, now: Date): Promise<Page<Listed>> =>
  shown(await listRows<EventCard>(staffList(status), paging), now);

/** Some of the published events in a category or below it, and where the next of them begin. */
export const eventIdsIn = (category: string, limit: number, after?: string) =>
  idsIn(publicList({ when: "all", category }), limit, after);

/** The copies of an organizer's name in their events, to be replaced; what shows the events follows. */
export async function* namesInEvents(organizer: string, name: string): AsyncGenerator<() => Promise<unknown>> {
  for await (const { id, card } of everyRow<EventCard>(organizerList(organizer)))
    if (card.organizer.name !== name) yield () => Events.patch({ id }).set({ organizer_name: name }).go();
}
