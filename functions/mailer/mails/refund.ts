import type { Currency } from "#contract/fields";
import { format } from "#core/money";
import { action } from "./action";
import { aside, facts, panel, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

export interface Refunded {
  name: string;
  title: string;
  orderId: string;
  /** Went back now; major units. */
  amount: number;
  currency: Currency;
  /** Whether nothing of the payment is left. */
  whole: boolean;
  /** Number of the credit note that goes along, where there is one. */
  creditNote?: string;
  ordersUrl: string;
}

/** Money has gone back. */
export const refund = ({ name, title, orderId, amount, currency, whole, creditNote, ordersUrl }: Refunded): Content =>
  layout({
    subject: `Your refund: ${title}`,
    preheader: `${format(amount, currency)} · ${orderId}`,
    heading: "Your money is on its way",
    body: [
      paragraph(greeting(name)),
      paragraph(whole ? "We have refunded your order in full:" : "We have refunded a part of what you paid:"),
      panel(title),
      facts([
        { label: whole ? "Refund" : "Partial refund", value: format(amount, currency), strong: true },
        { label: "Order", value: orderId },
        ...(creditNote ? [{ label: "Credit note", value: `${creditNote} (attached)` }] : []),
      ]),
      aside("It goes to where you paid from. Banks take five to ten working days to show it, cards up to a statement."),
      action("See your orders", ordersUrl),
    ],
    reason: "You get this mail because money from an order of yours was returned. Keep it for your records.",
  });
