import { Entity } from "electrodb";
import { store } from "#adapters/table";
import { readTogether } from "../batch";
import { Overtaken, overtaken } from "../projection";
import { commit, type Step, step } from "../transaction";
import { type Fact, factFrom, textOf } from "./fact";
import { factsOf } from "./facts";
import { additions } from "./sums";

type Item = Record<string, unknown>;

/** Where a row stands that something is counted of. */
export interface Key {
  pk: string;
  sk: string;
}

/** What of a row has been counted. Absent where nothing has. */
const Marks = new Entity(
  {
    model: { service: "iq", entity: "counted", version: "1" },
    attributes: {
      row: { type: "string", required: true },
      /** As `textOf` writes them. */
      facts: { type: "list", items: { type: "string" }, required: true },
      stamp: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["row"], template: "counted#${row}", casing: "none" },
        sk: { field: "sk", composite: [], template: "counted", casing: "none" },
      },
    },
  },
  store,
);

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** Rows by their place among the keys; one call, consistent. */
async function readAll(keys: Key[]): Promise<(Item | undefined)[]> {
  const wanted = keys.map((key) => ({ key: { ...key }, parse: (item: Item) => item }));
  const found: Record<string, Item | undefined> = await readTogether(
    Object.fromEntries(wanted.map((one, index) => [`row${index}`, one])),
    { consistent: true },
  );
  return keys.map((_, index) => found[`row${index}`]);
}

/** What a row counts as from now on, and what that changes. */
interface Move {
  mark: Step;
  change: Fact[];
}

function marked(row: string, facts: string[], stamp: number | undefined): Step {
  const next = { row, facts, stamp: (stamp ?? 0) + 1 };
  const write =
    stamp === undefined ? Marks.create(next) : Marks.put(next).where((mark, { eq }) => eq(mark.stamp, stamp));
  return step(write.params(), overtaken);
}

function moveOf(key: Key, mark: Item | undefined, item: Item | undefined): Move[] {
  const before = (mark?.facts ?? []) as string[];
  const after = factsOf(item).map(textOf);
  const gone = before.filter((text) => !after.includes(text));
  const come = after.filter((text) => !before.includes(text));
  if (gone.length + come.length === 0) return [];
  const taken = gone.map(factFrom).map((fact) => ({ ...fact, amount: -fact.amount }));
  const change = [...come.map(factFrom), ...taken];
  return [{ mark: marked(nameOf(key), after, mark?.stamp as number | undefined), change }];
}

/** A transaction's most. */
const mostSteps = 100;

/** In as few transactions as their sizes allow: rows of one day meet in one sum. */
async function commitMoves(moves: Move[]): Promise<void> {
  if (moves.length === 0) return;
  const steps = [...moves.map(({ mark }) => mark), ...additions(moves.flatMap(({ change }) => change))];
  if (steps.length <= mostSteps) return commit(steps);
  const half = Math.ceil(moves.length / 2);
  await commitMoves(moves.slice(0, half));
  await commitMoves(moves.slice(half));
}

async function attempt(keys: Key[]): Promise<void> {
  const marks = await readAll(keys.map((key) => Marks.get({ row: nameOf(key) }).params<{ Key: Key }>().Key));
  // The rows are read after the marks: whoever counted between would have changed a stamp.
  const items = await readAll(keys);
  await commitMoves(keys.flatMap((key, index) => moveOf(key, marks[index], items[index])));
}

/** Rows of one go: as many as one batch of the stream has at most. */
export const portion = 25;

async function countPortion(keys: Key[]): Promise<void> {
  for (;;) {
    try {
      return await attempt(keys);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

/**
 * Brings the sums to what these rows say now. What a row counted as before is on record and moves in the transaction of
 * the sums, so that rows which are told of twice, late, out of order or again after a crash are counted once. Rows
 * that are gone count as nothing.
 */
export async function countRows(keys: readonly Key[]): Promise<void> {
  const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
  for (let from = 0; from < distinct.length; from += portion) await countPortion(distinct.slice(from, from + portion));
}

interface Change {
  before?: Item;
  after?: Item;
}

const keyOf = ({ pk, sk }: Item): Key => ({ pk: String(pk), sk: String(sk) });

const textsOf = (row: Item | undefined): string => JSON.stringify(factsOf(row).map(textOf));

/** Counts what a batch of changes tells of: those that change nothing of what is counted aren't looked at. */
export async function countChanges(changes: readonly Change[]): Promise<void> {
  const rows = changes.filter(({ before, after }) => textsOf(before) !== textsOf(after));
  await countRows(rows.map(({ before, after }) => keyOf(after ?? before ?? {})));
}
