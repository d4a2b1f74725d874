import { recorded } from "./journal";
import type { Order } from "./order.entity";
import { orderView } from "./order.view";
import type { Page, Paging } from "./page";
import { changing, find, move } from "./settlement";
import { listRows, shelve } from "./shelf";
import { commit } from "./transaction";

/** Notes on an order what it and its provider don't agree on; the same thing once. */
export const noteDrift = (order_id: string, drift: string, now: Date): Promise<Order> =>
  changing(order_id, async (order) => {
    if (order.drift === drift) return;
    await commit([move(order, { drift }, now), recorded(order, { what: "drifted", detail: { drift } }, now)]);
  });

const list = "orders#drift";

const cardOf = (order: Order) => ({ ...orderView(order), drift: order.drift ?? "" });
type Card = ReturnType<typeof cardOf>;

/** Brings the list of orders that a person must look at to what one of them says now. */
export const projectDrift = (id: string): Promise<void> =>
  shelve("drift", id, async () => {
    const order = await find(id);
    return order?.drift ? { lists: [list], at: order.created_at, card: cardOf(order) } : undefined;
  });

/** One page of them, latest first. */
export const listDrift = (paging: Paging): Promise<Page<Card>> => listRows(list, paging);
