import { everySource } from "./census";
import { toMinor } from "./money";
import type { Order } from "./order.entity";

/** What an order's own fields say that its journal must have in it, in minor units. */
function kept({ currency, paid_at, total_amount, refunded_amount, disputed_amount }: Order): number {
  const minor = (major: number) => toMinor(major, currency);
  return paid_at === undefined ? 0 : minor(total_amount) - minor(refunded_amount) - minor(disputed_amount);
}

function faultsOf(order: Order, written: number): string[] {
  const { id, currency, amount, discount_amount, tax_amount, total_amount } = order;
  const minor = (major: number) => toMinor(major, currency);
  const due = minor(amount) - minor(discount_amount) + minor(tax_amount);
  return [
    ...(minor(total_amount) === due ? [] : [`${id}: its total isn't amount − discount + tax`]),
    ...(order.drift || written === kept(order) ? [] : [`${id}: its journal says ${written}, the order ${kept(order)}`]),
  ];
}

/** Money, as the whole table has it. */
export interface Books {
  orders: number;
  /** Minor units that came in, less what went out, by currency: the sum of the ledger. */
  ledger: Record<string, number>;
  /** Where orders and ledger disagree. */
  faults: string[];
}

/** Adds up the ledger and holds every order against it. Reads every row: an operator's tool. */
export async function auditBooks(): Promise<Books> {
  const orders: Order[] = [];
  const written = new Map<string, number>();
  const ledger: Record<string, number> = {};
  for await (const { entity, row } of everySource((name) => name === "order" || name === "entry")) {
    // Rows of that entity are what it writes.
    if (entity === "order") orders.push(row as Order);
    else {
      const [order, money, currency] = [String(row.order_id), Number(row.money), String(row.currency)];
      written.set(order, (written.get(order) ?? 0) + money);
      ledger[currency] = (ledger[currency] ?? 0) + money;
    }
  }
  const faults = orders.flatMap((order) => faultsOf(order, written.get(order.id) ?? 0));
  return { orders: orders.length, ledger, faults };
}
