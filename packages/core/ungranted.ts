import { readTogether, type Wanted, wanted } from "./batch";
import { Enrollments } from "./enrollment.entity";
import { type Order, type OrderState, Orders } from "./order.entity";
import { goesBack } from "./refund.owed";
import { Registrations } from "./registration.entity";

/** Rows of one call. */
const most = 100;

const paidStates: readonly OrderState[] = ["completed", "partially_refunded"];

/** Paid for, and kept, neither going back nor owed: it has to grant what was bought. */
const mustGrant = (order: Order): boolean =>
  paidStates.includes(order.state) && !order.returning && !order.owed && !goesBack(order);

/** Where what an order grants stands, and whether it does. */
function grantOf({ id, user_id, course_id, event_id }: Order): Wanted<boolean> {
  const grant = `order:${id}`;
  if (course_id !== undefined)
    return wanted(Enrollments.get({ user_id, course_id }).params(), (Item) => ({
      data: Enrollments.parse({ Item }).data?.grants?.includes(grant) ?? false,
    }));
  return wanted(Registrations.get({ user_id, event_id: event_id ?? "" }).params(), (Item) => {
    const { data } = Registrations.parse({ Item });
    return { data: data?.status === "registered" && data.grant === grant };
  });
}

const orderOf = ({ id }: Order): Wanted<Order> => wanted(Orders.get({ id }).params(), (Item) => Orders.parse({ Item }));

const named = <Row>(orders: Order[], want: (order: Order) => Wanted<Row>): Record<string, Wanted<Row>> =>
  Object.fromEntries(orders.map((order) => [order.id, want(order)]));

/** Which of them grant nothing, as everything stands now. An index may be behind: what it tells is asked again. */
async function lackingOf(listed: Order[]): Promise<string[]> {
  const grants = await readTogether(named(listed, grantOf), { consistent: true });
  const suspects = listed.filter(({ id }) => !grants[id]);
  if (suspects.length === 0) return [];
  const orders = await readTogether(named(suspects, orderOf), { consistent: true });
  const paid = Object.values(orders).filter((order): order is Order => order !== undefined && mustGrant(order));
  if (paid.length === 0) return [];
  // Granted and paid change together: read after the order, the grant is no older than it.
  const again = await readTogether(named(paid, grantOf), { consistent: true });
  return paid.filter(({ id }) => !again[id]).map(({ id }) => id);
}

/**
 * Orders placed since then that are paid and kept, and grant nothing: somebody waits for what they bought. There are
 * none, unless we have made a mistake. One page of an index after the other, and what hangs on its rows.
 */
export async function ungranted(since: Date): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: Order[]; cursor: string | null } = await Orders.query
      .all({})
      .between({ created_at: since.toISOString() }, { created_at: "9999" })
      .go({ cursor, limit: most });
    const paid = page.data.filter(mustGrant);
    if (paid.length > 0) found.push(...(await lackingOf(paid)));
    cursor = page.cursor;
  } while (cursor);
  return found;
}
