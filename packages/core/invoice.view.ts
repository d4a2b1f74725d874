import { Failure } from "#contract/failure";
import { readTogether, wanted } from "./batch";
import { needsInvoice } from "./invoice";
import { type CreditNote, CreditNotes, type Invoice, Invoices } from "./invoice.entity";
import { type Order, Orders } from "./order.entity";
import type { Session } from "./session";

/** @throws Failure order_not_found; somebody else's order is not found either, but for an admin. */
function requireReader(order: Order | undefined, reader: Session): Order {
  if (!order || (order.user_id !== reader.id && reader.role !== "admin")) throw new Failure("order_not_found");
  return order;
}

const orderOf = (id: string) => wanted(Orders.get({ id }).params(), (Item) => Orders.parse({ Item }));

/** Why an order has no invoice. */
function reasonOf(order: Order): string {
  if (needsInvoice(order)) return "It is being made: ask again in a moment";
  if (order.returning) return "Nothing could be granted for this payment: all of it goes back";
  return order.paid_at ? "Nothing was due for this order" : "This order isn't paid";
}

/** The invoice of an order; one call. @throws Failure order_not_found, invoice_not_found with the reason */
export async function findInvoice(order_id: string, reader: Session): Promise<Invoice> {
  const invoiceOf = wanted(Invoices.get({ order_id }).params(), (Item) => Invoices.parse({ Item }));
  const { order, invoice } = await readTogether({ order: orderOf(order_id), invoice: invoiceOf }, { consistent: true });
  const own = requireReader(order, reader);
  if (!invoice) throw new Failure("invoice_not_found", { detail: reasonOf(own) });
  return invoice;
}

/** The credit note of a refund; one call. @throws Failure order_not_found, credit_note_not_found */
export async function findCreditNote(order_id: string, refund_id: string, reader: Session): Promise<CreditNote> {
  const noteOf = wanted(CreditNotes.get({ order_id, refund_id }).params(), (Item) => CreditNotes.parse({ Item }));
  const { order, note } = await readTogether({ order: orderOf(order_id), note: noteOf }, { consistent: true });
  requireReader(order, reader);
  if (!note) throw new Failure("credit_note_not_found");
  return note;
}
