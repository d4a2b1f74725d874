import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { check, type Step, step } from "../transaction";
import type { Kind } from "./document";
import { nothing } from "./terms";

/**
 * What the index holds of a document, as far as it is known. Who wants to change the index takes the mark first, by
 * raising its stamp; every later change demands that nobody else has.
 */
const Marks = new Entity(
  {
    model: { service: "iq", entity: "searchmark", version: "1" },
    attributes: {
      kind: { type: ["course", "post", "user", "event"] as const, required: true },
      id: { type: "string", required: true },
      /** Its place in the index, for ever. */
      ordinal: { type: "number", required: true },
      title: { type: "list", items: { type: "string" }, required: true },
      texts: { type: "list", items: { type: "string" }, required: true },
      filters: { type: "list", items: { type: "string" }, required: true },
      sorts: { type: "any" },
      /** Of the document that it was last brought to; missing while the index is somewhere between two. */
      digest: { type: "string" },
      stamp: { type: "number", required: true },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["kind", "id"], template: "search-mark#${kind}#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "mark", casing: "none" },
      },
    },
  },
  store,
);
export type Mark = Omit<EntityItem<typeof Marks>, "sorts"> & { sorts: Record<string, number> };

/** The mark as it stands; undefined for a document that was never in the index. */
export async function readMark(kind: Kind, id: string): Promise<Mark | undefined> {
  const { data } = await Marks.get({ kind, id }).go({ consistent: true });
  return data ? { ...data, sorts: data.sorts ?? {} } : undefined;
}

/** Of a document that comes in for the first time; not written yet, hence without a stamp. */
export const newMark = (kind: Kind, id: string, ordinal: number): Mark => ({
  ...{ kind, id, ordinal, ...nothing, sorts: {}, stamp: 0 },
});

/** Thrown by a transaction that somebody else's work on the same document overtook. */
export class Overtaken extends Error {
  /** @param working whether they are still at it */
  constructor(readonly working: boolean) {
    super("the mark has moved");
  }
}

const overtaken = (present: Record<string, unknown> | undefined) => new Overtaken(present?.digest === undefined);

/** Writes the next mark in place of this one. */
export function move(from: Mark, next: Omit<Mark, "stamp">): Step {
  const row = { ...next, stamp: from.stamp + 1 };
  const unchanged =
    from.stamp === 0
      ? Marks.create(row).params()
      : Marks.put(row)
          .where((present, { eq }) => eq(present.stamp, from.stamp))
          .params();
  return step(unchanged, overtaken);
}

/** Demands that the mark is still this one. */
export const hold = ({ kind, id, stamp }: Mark): Step =>
  check(
    Marks.delete({ kind, id })
      .where((present, { eq }) => eq(present.stamp, stamp))
      .params(),
    overtaken,
  );
