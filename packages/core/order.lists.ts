import { type Order, type OrderState, Orders } from "./order.entity";
import { type Page, type Paging, readPage } from "./page";
import type { List } from "./tally";

/** A buyer's own orders. */
export const listOf = (userId: string): List => ({ name: `orders#user#${userId}`, index: "gsi1" });

export const everyOrder: List = { name: "orders#all", index: "gsi2" };

/** Lists of all orders, and of those in one state; counted by the projector. */
export const adminLists = (state: OrderState): List[] => [everyOrder, { name: `orders#state#${state}`, index: "gsi3" }];

const parse = (Items: Record<string, unknown>[]): Order[] => Orders.parse({ Items }).data;

export const listMine = (buyer: { id: string }, paging: Paging): Promise<Page<Order>> =>
  readPage(Orders.query.ofUser({ user_id: buyer.id }).params({ order: "desc" }), paging, parse);

export const listAll = (state: OrderState | undefined, paging: Paging): Promise<Page<Order>> =>
  readPage(
    state ? Orders.query.inState({ state }).params({ order: "desc" }) : Orders.query.all({}).params({ order: "desc" }),
    paging,
    parse,
  );

/** Somebody's unpaid orders. */
export async function* pendingOf(user_id: string): AsyncGenerator<Order> {
  let cursor: string | null = null;
  do {
    const page: { data: Order[]; cursor: string | null } = await Orders.query
      .ofUser({ user_id })
      .go({ cursor, limit: 100 });
    yield* page.data.filter(({ state }) => state === "pending");
    cursor = page.cursor;
  } while (cursor);
}

/** Unpaid orders for one event: among all unpaid ones, which are those of half an hour. */
export async function* pendingFor(event_id: string): AsyncGenerator<Order> {
  let cursor: string | null = null;
  do {
    const query = Orders.query.inState({ state: "pending" });
    const page: { data: Order[]; cursor: string | null } = await query.go({ cursor, limit: 100 });
    yield* page.data.filter((order) => order.event_id === event_id);
    cursor = page.cursor;
  } while (cursor);
}
