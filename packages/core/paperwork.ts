import { creditOrder } from "./credit-note";
import { invoiceOrder, needsInvoice } from "./invoice";
import type { Order } from "./order.entity";

type Row = Record<string, unknown>;

/** Brings the papers of an order to what its rows say: its invoice, and a credit note for whatever went back. */
export async function fileOrder(order_id: string, now: Date): Promise<void> {
  const { invoice_number, refunded_amount } = await invoiceOrder(order_id, now);
  if (invoice_number && refunded_amount > 0) await creditOrder(order_id, now);
}

/** The order that needs papers because of a row, by the row's entity; undefined where it needs none. */
const causes: Record<string, (row: Row) => unknown> = {
  // An order's row is an order.
  order: (row) => (needsInvoice(row as Partial<Order>) ? row.id : undefined),
  refund: ({ order_id, status }) => (status === "succeeded" ? order_id : undefined),
  dispute: ({ order_id, status }) => (status === "lost" ? order_id : undefined),
};

/** Makes the papers that a changed row calls for. */
export async function filePapers(entity: string, row: Row | undefined, now: Date): Promise<void> {
  const order_id = row && causes[entity]?.(row);
  if (typeof order_id === "string") await fileOrder(order_id, now);
}
