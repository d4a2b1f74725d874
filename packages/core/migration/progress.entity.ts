import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";

/** How far a migration has come, in the table that it changes: a copy of the table takes it along. */
export const Progress = new Entity(
  {
    model: { service: "iq", entity: "migration", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      state: { type: ["running", "done"] as const, required: true },
      /** The key of the last row of the last page that is done. */
      cursor: { type: "any" },
      /** Rows of the entities that it concerns. */
      seen: { type: "number", required: true },
      changed: { type: "number", required: true },
      /** Had today's shape, or were gone. */
      skipped: { type: "number", required: true },
      /** Writes that met a row which had changed since it was read; it was read again. */
      refused: { type: "number", required: true },
      /** Who walks the table, and until when nobody else may. */
      runner: { type: "string" },
      lease_until: { type: "string" },
      started_at: { type: "string", required: true },
      finished_at: { type: "string" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["id"], template: "migration#${id}", casing: "none" },
        sk: { field: "sk", composite: [], template: "migration", casing: "none" },
      },
    },
  },
  store,
);
export type Progress = EntityItem<typeof Progress>;

/** What a walk has met. */
export type Counts = Pick<Progress, "seen" | "changed" | "skipped" | "refused">;

export const none: Counts = { seen: 0, changed: 0, skipped: 0, refused: 0 };

/** How far one is; undefined while it was never run. */
export async function progressOf(id: string): Promise<Progress | undefined> {
  const { data } = await Progress.get({ id }).go({ consistent: true });
  return data ?? undefined;
}
