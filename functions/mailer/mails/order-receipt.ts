import type { Currency } from "#contract/fields";
import { format } from "#core/money";
import { action } from "./action";
import { type Fact, facts, panel, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { indianTime, universalTime } from "./moment";
import { paidBy } from "./payment";
import { greeting } from "./wording";

/** Amounts in major units. */
export interface OrderReceipt {
  name: string;
  title: string;
  orderId: string;
  amount: number;
  discount: number;
  tax: number;
  total: number;
  currency: Currency;
  /** `stripe`; `none` where nothing was due; `manual` where it was settled by hand. */
  provider?: string;
  /** As the provider calls it: `card`. */
  method?: string;
  /** ISO 8601. */
  paidAt: string;
  /** Number of the invoice that goes along, where there is one. */
  invoice?: string;
  bought: { kind: "course" | "event"; url: string };
}

function sums(order: OrderReceipt): Fact[] {
  const money = (value: number) => format(value, order.currency);
  return [
    { label: "Price", value: money(order.amount) },
    ...(order.discount > 0 ? [{ label: "Discount", value: `−${money(order.discount)}` }] : []),
    ...(order.tax > 0 ? [{ label: "Tax", value: money(order.tax) }] : []),
    { label: "Total", value: money(order.total), strong: true },
  ];
}

/** What was bought, for how much; after an order was completed. */
export const orderReceipt = (order: OrderReceipt): Content =>
  layout({
    subject: `Your receipt: ${order.title}`,
    preheader: `${format(order.total, order.currency)} · ${order.orderId}`,
    heading: "Thank you for your order",
    body: [
      paragraph(greeting(order.name)),
      paragraph(
        order.provider === "none" ? "Your order is complete." : "Your payment has arrived, and your order is complete.",
      ),
      panel(order.title),
      facts(sums(order)),
      facts([
        { label: "Order", value: order.orderId },
        ...(order.invoice ? [{ label: "Invoice", value: `${order.invoice} (attached)` }] : []),
        { label: "Payment", value: paidBy(order) },
        {
          label: order.provider === "none" ? "Date" : "Paid",
          value: indianTime(order.paidAt),
          more: universalTime(order.paidAt),
        },
      ]),
      action(`Go to the ${order.bought.kind}`, order.bought.url),
    ],
    reason: "You get this mail because of an order that you placed. Keep it for your records.",
  });
