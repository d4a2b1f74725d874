import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { commit, type Step, step } from "./transaction";

/** Which lists a source counts in, as last projected. `stamp` changes with each projection. */
const Marks = new Entity(
  {
    model: { service: "iq", entity: "mark", version: "1" },
    attributes: {
      source: { type: "string", required: true },
      lists: { type: "list", items: { type: "string" }, required: true },
      stamp: { type: "number", required: true },
      /** What is needed of the source to take its rows out once it is gone. */
      created_at: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["source"], template: "mark#${source}", casing: "none" },
        sk: { field: "sk", composite: [], template: "mark", casing: "none" },
      },
    },
  },
  store,
);

/** How one source changes lists. */
interface Projection {
  lists: string[];
  created_at?: string;
  steps: (change: { added: string[]; removed: string[]; kept: string[] }, created_at: string | undefined) => Step[];
}

/** Thrown by a transaction that found what it was made of changed: it is made again. */
export class Overtaken extends Error {}

/** What a step throws when something that the lists were made from has changed meanwhile: they are made again. */
export const overtaken = (): Error => new Overtaken();

async function attempt(source: string, describe: () => Promise<Projection>): Promise<void> {
  const { data: mark } = await Marks.get({ source }).go({ consistent: true });
  // The source is read after the mark: whoever projected between would have changed the stamp.
  const { lists, created_at = mark?.created_at, steps } = await describe();
  const before = mark?.lists ?? [];
  const added = lists.filter((list) => !before.includes(list));
  const removed = before.filter((list) => !lists.includes(list));
  const kept = lists.filter((list) => before.includes(list));
  const changes = steps({ added, removed, kept }, created_at);
  if (changes.length === 0) return;
  await commit([moved(source, mark?.stamp, { lists, created_at }), ...changes]);
}

function moved(source: string, stamp: number | undefined, next: { lists: string[]; created_at?: string }): Step {
  const row = { source, stamp: (stamp ?? 0) + 1, ...next };
  const unchanged =
    stamp === undefined
      ? Marks.create(row).params()
      : Marks.put(row)
          .where((present, { eq }) => eq(present.stamp, stamp))
          .params();
  return step(unchanged, overtaken);
}

/**
 * Brings lists and totals to what one source says now. What it counted before is on record and changes in the same
 * transaction, so records delivered twice, late or out of order, and a rebuild meanwhile, all end in the same totals.
 */
export async function project(source: string, describe: () => Promise<Projection>): Promise<void> {
  for (;;) {
    try {
      return await attempt(source, describe);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
