import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { wanted } from "./batch";
import { type Page, type Paging, readPage } from "./page";
import { project } from "./projection";
import { type Step, step } from "./transaction";

/** A row of a list that is read by time, latest first as a rule: what the list shows of one source, at its place. Kept by the projector. */
const Rows = new Entity(
  {
    model: { service: "iq", entity: "row", version: "1" },
    attributes: {
      list: { type: "string", required: true },
      /** ISO 8601; `~` for the list's tally, which sorts behind every date, `!` for one that sorts before them. */
      at: { type: "string", required: true },
      id: { type: "string", required: true },
      card: { type: "any" },
      sentinel: { type: "boolean" },
      total: { type: "number" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["list"], template: "list#${list}", casing: "none" },
        sk: { field: "sk", composite: ["at", "id"], template: "${at}#${id}", casing: "none" },
      },
    },
  },
  store,
);

/** Where a source stands now. */
interface Shelved {
  /** Names of the lists: `users#role:admin`. */
  lists: string[];
  /** Its place in each of them, ISO 8601. */
  at: string;
  /** What the lists show of it. */
  card: object;
}

/** A list and the place in it, as one text: whoever moves leaves the old place and takes a new one. */
const spot = (list: string, at: string): string => `${list}@${at}`;

function spotted(text: string): { list: string; at: string } {
  const cut = text.lastIndexOf("@");
  return { list: text.slice(0, cut), at: text.slice(cut + 1) };
}

const put = (text: string, id: string, card: object): Step => step(Rows.put({ ...spotted(text), id, card }).params());

const remove = (text: string, id: string): Step => step(Rows.delete({ ...spotted(text), id }).params());

type End = "!" | "~";

const count = (list: string, end: End, change: number): Step =>
  step(Rows.upsert({ list, at: end, id: end, sentinel: true }).add({ total: change }).params());

/** One step per list whose number of rows changes, and end of it: a move within a list changes none. */
function counted(added: string[], removed: string[], ends: readonly End[]): Step[] {
  const changes = new Map<string, number>();
  const note = (text: string, change: number) => {
    const { list } = spotted(text);
    changes.set(list, (changes.get(list) ?? 0) + change);
  };
  for (const text of added) note(text, 1);
  for (const text of removed) note(text, -1);
  return [...changes].flatMap(([list, change]) => (change === 0 ? [] : ends.map((end) => count(list, end, change))));
}

/**
 * Puts a source into every list where it belongs now and takes it out of every other; totals move along.
 * @param describe reads the source as it is now; undefined when it is in no list any more
 * @param bothWays the lists are read from either end: always for one kind, or never
 * @example
 * await shelve("user", id, async () => { const user = await read(id); return user && { lists, at: user.created_at, card } });
 */
export const shelve = (
  kind: string,
  id: string,
  describe: () => Promise<Shelved | undefined>,
  { bothWays = false } = {},
): Promise<void> =>
  project(`${kind}#${id}`, async () => {
    const source = await describe();
    return {
      lists: source ? source.lists.map((list) => spot(list, source.at)) : [],
      steps: ({ added, removed, kept }) => [
        ...(source ? [...added, ...kept].map((text) => put(text, id, source.card)) : []),
        ...removed.map((text) => remove(text, id)),
        ...counted(added, removed, bothWays ? ["!", "~"] : ["~"]),
      ],
    };
  });

/** One page of a list, latest first unless it is kept both ways: one query. */
export const listRows = <Card>(list: string, paging: Paging, order: "asc" | "desc" = "desc"): Promise<Page<Card>> =>
  readPage(Rows.query.primary({ list }).params({ order }), paging, (items) => items.map(({ card }) => card as Card));

/** A list's number of rows, to be read by itself. */
export const lengthOf = (list: string) =>
  wanted(Rows.get({ list, at: "~", id: "~" }).params(), (Item) => Rows.parse({ Item }));

const dated = (list: string) => Rows.query.primary({ list });

/** Every row of a list whose place lies between two moments, the later one left out; one query. */
export async function rowsBetween<Card>(list: string, from: string, until: string): Promise<Card[]> {
  const { data } = await dated(list).between({ at: from }, { at: until }).go({ pages: "all" });
  return data.map(({ card }) => card as Card);
}

/** A list's first and last row; two queries at once. */
export async function endsOf<Card>(list: string): Promise<{ oldest?: Card; newest?: Card }> {
  // Behind every date stands the tally.
  const end = async (order: "asc" | "desc") =>
    (await dated(list).lt({ at: "~" }).go({ order, limit: 1 })).data[0]?.card as Card | undefined;
  const [oldest, newest] = await Promise.all([end("asc"), end("desc")]);
  return { oldest, newest };
}

/** Every row of a list, latest first: for work that has all of it to do. */
export async function* everyRow<Card>(list: string): AsyncGenerator<{ id: string; card: Card }> {
  let cursor: string | null = null;
  do {
    const page: { data: { id: string; card?: unknown; sentinel?: boolean }[]; cursor: string | null } = await dated(
      list,
    ).go({ cursor, limit: 100, order: "desc" });
    for (const { id, card, sentinel } of page.data) if (!sentinel) yield { id, card: card as Card };
    cursor = page.cursor;
  } while (cursor);
}

/** Ids of some of a list's sources, and the row to begin behind for the next of them. */
export async function idsIn(list: string, limit: number, after?: string): Promise<{ ids: string[]; next?: string }> {
  const { data, cursor } = await dated(list).go({ limit, cursor: after ?? null });
  return { ids: data.flatMap(({ id, sentinel }) => (sentinel ? [] : [id])), next: cursor ?? undefined };
}
