import type { Currency } from "#contract/fields";
import { format } from "#core/money";
import { action } from "./action";
import { facts, panel, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

export interface PaymentReturned {
  name: string;
  title: string;
  orderId: string;
  /** Major units. */
  amount: number;
  currency: Currency;
  /** A sentence without its full stop. */
  reason: string;
  ordersUrl: string;
}

/** A payment has come for what couldn't be granted any more. */
export const paymentReturned = ({
  name,
  title,
  orderId,
  amount,
  currency,
  reason,
  ordersUrl,
}: PaymentReturned): Content =>
  layout({
    subject: `Your payment goes back: ${title}`,
    preheader: `${format(amount, currency)} · ${orderId}`,
    heading: "Your payment goes back to you",
    body: [
      paragraph(greeting(name)),
      paragraph("Your payment has arrived, but we couldn’t give you what it was for:"),
      panel(title),
      paragraph(`${reason}. So we send all of it back; there is nothing that you need to do.`),
      facts([
        { label: "Goes back", value: format(amount, currency), strong: true },
        { label: "Order", value: orderId },
      ]),
      action("See your orders", ordersUrl),
    ],
    reason: "You get this mail because of a payment that you made.",
  });
