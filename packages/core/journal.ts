import { Entity, type EntityItem } from "electrodb";
import { store } from "#adapters/table";
import { newId } from "./id";
import { toMinor } from "./money";
import type { Order } from "./order.entity";
import { type Step, step } from "./transaction";

/** In the order in which those of one change are told. */
const happenings = [
  ...(["placed", "declined", "paid", "granted", "returned", "given_up", "drifted"] as const),
  ...(["refund_requested", "refunded", "refund_failed"] as const),
  ...(["dispute_opened", "dispute_won", "dispute_lost", "revoked", "invoiced", "credited"] as const),
] as const;

/**
 * What happened to an order, and the money that moved with it: rows that are only ever added, each in the transaction of
 * the change that it tells. It is the order's timeline and the platform's ledger: revenue is the sum of `money`.
 */
const Entries = new Entity(
  {
    model: { service: "iq", entity: "entry", version: "1" },
    attributes: {
      id: { type: "string", required: true },
      order_id: { type: "string", required: true },
      at: { type: "string", required: true },
      /** Place among those of the same moment. */
      rank: { type: "number", required: true, padding: { length: 2, char: "0" } },
      what: {
        type: happenings,
        required: true,
      },
      /** Minor units: what came in, negative what went out; 0 where none moved. */
      money: { type: "number", required: true },
      currency: { type: ["INR", "USD", "EUR", "GBP", "JPY"] as const, required: true },
      /** Who did it: somebody's id, a provider's name, or `system`. */
      by: { type: "string", required: true },
      user_id: { type: "string", required: true },
      kind: { type: ["course", "event"] as const, required: true },
      /** The course or event. */
      subject_id: { type: "string", required: true },
      category_id: { type: "string" },
      /** When the order was placed. */
      placed_at: { type: "string", required: true },
      detail: { type: "any" },
    },
    indexes: {
      primary: {
        pk: { field: "pk", composite: ["order_id"], template: "order#${order_id}", casing: "none" },
        sk: { field: "sk", composite: ["at", "rank", "id"], template: "entry#${at}#${rank}#${id}", casing: "none" },
      },
    },
  },
  store,
);
export type Entry = EntityItem<typeof Entries>;

interface Happening {
  what: Entry["what"];
  /** Major units, signed. */
  money?: number;
  by?: string;
  detail?: Record<string, unknown>;
}

/** Puts on record what happened to an order, in the transaction of the change. */
export function recorded(order: Order, { what, money = 0, by = "system", detail }: Happening, now: Date): Step {
  const { id: order_id, user_id, course_id, event_id, category_id, currency, created_at: placed_at } = order;
  const entry: Entry = {
    ...{
      id: newId("ent", now),
      order_id,
      at: now.toISOString(),
      what,
      rank: happenings.indexOf(what),
      by,
      user_id,
      category_id,
      placed_at,
    },
    ...{ money: toMinor(money, currency), currency, detail },
    ...(event_id ? { kind: "event", subject_id: event_id } : { kind: "course", subject_id: course_id ?? "" }),
  };
  return step(Entries.create(entry).params());
}

/** Everything that happened to an order, oldest first. One query. */
export async function timelineOf(order_id: string): Promise<Entry[]> {
  const { data } = await Entries.query.primary({ order_id }).go({ pages: "all", consistent: true });
  return data;
}
