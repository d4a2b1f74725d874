import { page } from "#adapters/site";
import type { CreditNote, Invoice } from "#core/invoice.entity";
import type { Order } from "#core/order.entity";
import { reasonOfReturn } from "#core/refund.reason";
import { orderReceipt } from "./mails/order-receipt";
import { paymentReturned } from "./mails/payment-returned";
import { refund } from "./mails/refund";
import { coursePage, eventPage } from "./pages";
import type { Attached, Outgoing } from "./rule";

// The mails about money.

type Ordered = Pick<
  Order,
  "id" | "user_id" | "title" | "currency" | "buyer_name" | "buyer_email" | "total_amount" | "provider"
> &
  Pick<Order, "course_id" | "event_id" | "paid_at" | "updated_at" | "payment_method" | "amount" | "discount_amount">;

/** Where the buyer finds what was bought. */
const bought = (kind: "course" | "event", id: string) => ({
  kind,
  url: kind === "event" ? eventPage(id) : coursePage(id),
});

/** The document itself, drawn when the mail is. */
async function attached(document: Invoice | CreditNote): Promise<Attached> {
  const { documentOf, fileName } = await import("#functions/invoices/document");
  const content = await documentOf(document);
  return { attachments: [{ filename: fileName(document), content, contentType: "application/pdf" }] };
}

/** Of what was paid: its invoice goes along. */
export const receiptOfInvoice = (invoice: Invoice): Outgoing => ({
  category: "transactional",
  user_id: invoice.user_id,
  name: `order-receipt#${invoice.order_id}`,
  to: invoice.buyer_email,
  content: async () => ({
    ...orderReceipt({
      ...{ name: invoice.buyer_name, title: invoice.title, orderId: invoice.order_id, invoice: invoice.number },
      ...{ amount: invoice.amount, discount: invoice.discount_amount, tax: invoice.tax_amount },
      ...{ total: invoice.total_amount, currency: invoice.currency, paidAt: invoice.paid_at },
      ...{ provider: invoice.provider, method: invoice.payment_method },
      bought: bought(invoice.kind, invoice.subject_id),
    }),
    ...(await attached(invoice)),
  }),
});

/** Of what cost nothing. */
export const receiptOfGift = (order: Ordered): Outgoing => ({
  category: "transactional",
  user_id: order.user_id,
  name: `order-receipt#${order.id}`,
  to: order.buyer_email,
  content: () =>
    orderReceipt({
      ...{ name: order.buyer_name, title: order.title, orderId: order.id, paidAt: order.paid_at ?? order.updated_at },
      ...{ amount: order.amount, discount: order.discount_amount, tax: 0, total: 0, currency: order.currency },
      ...{ provider: order.provider, method: order.payment_method },
      bought: order.event_id ? bought("event", order.event_id) : bought("course", order.course_id ?? ""),
    }),
});

const ordersUrl = (): string => page("/orders");

/** Of a payment for what couldn't be granted. */
export const paymentSentBack = ({ id, user_id, ...order }: Ordered): Outgoing => ({
  category: "transactional",
  user_id,
  name: `payment-returned#${id}`,
  to: order.buyer_email,
  content: async () =>
    paymentReturned({
      ...{ name: order.buyer_name, title: order.title, orderId: id, amount: order.total_amount },
      ...{ currency: order.currency, ordersUrl: ordersUrl() },
      reason: await reasonOfReturn(id),
    }),
});

/** Such a payment is back: there never was an invoice to take back. */
export const returnOfPayment = ({ id, user_id, ...order }: Ordered): Outgoing => ({
  category: "transactional",
  user_id,
  name: `refund#${id}`,
  to: order.buyer_email,
  content: () =>
    refund({
      ...{ name: order.buyer_name, title: order.title, orderId: id, amount: order.total_amount },
      ...{ currency: order.currency, whole: true, ordersUrl: ordersUrl() },
    }),
});

/** Of what went back, all or a part: its credit note goes along. */
export const refundOfNote = (note: CreditNote): Outgoing => ({
  category: "transactional",
  user_id: note.user_id,
  name: `refund#${note.order_id}#${note.refund_id}`,
  to: note.buyer_email,
  content: async () => ({
    ...refund({
      ...{ name: note.buyer_name, title: note.title, orderId: note.order_id, amount: note.total_amount },
      ...{ currency: note.currency, whole: note.whole, creditNote: note.number, ordersUrl: ordersUrl() },
    }),
    ...(await attached(note)),
  }),
});
