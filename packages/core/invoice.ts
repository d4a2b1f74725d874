import { setting } from "#adapters/environment";
import { type Invoice, Invoices, type Seller } from "./invoice.entity";
import { recorded } from "./journal";
import { subjectOf } from "./offer";
import type { Order } from "./order.entity";
import { sellerState } from "./quote";
import { nextSerial } from "./serial";
import { changing, move } from "./settlement";
import { placeText } from "./tax";
import { commit, step } from "./transaction";

/** Whoever sells, by the settings of now. */
function seller(): Seller {
  const state = sellerState();
  return {
    ...{ name: setting("SELLER_NAME"), address: setting("SELLER_ADDRESS"), gstin: setting("SELLER_GSTIN") },
    ...{ state: placeText(state), territory: state.territory === true },
  };
}

/** Whether an order needs an invoice: money was taken for it, and what was bought was granted. */
export const needsInvoice = ({ paid_at, total_amount, returning, invoice_number }: Partial<Order>): boolean =>
  paid_at !== undefined && Number(total_amount) > 0 && returning !== true && invoice_number === undefined;

function invoiceOf(order: Order, number: string, now: Date): Invoice {
  const { id: order_id, user_id, buyer_name, buyer_email, billing_address, title, currency, tax, coupon_code } = order;
  const { amount, discount_amount, tax_amount, total_amount, provider, payment_method } = order;
  return {
    ...{ order_id, number, issued_at: now.toISOString(), user_id, seller: seller(), credited_amount: 0 },
    ...{ buyer_name, buyer_email, billing_address, title, subject_id: subjectOf(order), coupon_code },
    ...{ kind: order.event_id ? "event" : "course", currency, tax, amount, discount_amount, tax_amount, total_amount },
    ...{
      provider,
      payment_method,
      payment_id: order.gateway_transaction_id,
      paid_at: order.paid_at ?? order.updated_at,
    },
  };
}

/** The number, the invoice, and the order's and the journal's knowledge of it: all of them or none. */
async function issue(order: Order, now: Date): Promise<void> {
  const { number, step: taken } = await nextSerial("IQ", now);
  await commit([
    taken,
    step(Invoices.create(invoiceOf(order, number, now)).params()),
    move(order, { invoice_number: number }, now),
    recorded(order, { what: "invoiced", detail: { number } }, now),
  ]);
}

/** Makes the invoice of an order, where it needs one and has none. Done twice, at once or again, it makes one. */
export const invoiceOrder = (order_id: string, now: Date): Promise<Order> =>
  changing(order_id, async (order) => (needsInvoice(order) ? issue(order, now) : undefined));
