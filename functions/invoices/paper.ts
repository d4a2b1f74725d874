import { amountInWords } from "#core/amount.words";
import type { CreditNote, Invoice } from "#core/invoice.entity";
import { format, toMajor, toMinor } from "#core/money";
import { day } from "#functions/certificates/wording";
import { paidBy } from "#functions/mailer/mails/payment";
import { partyOf, sellerOf } from "./parties";
import { isCreditNote, supplyOf } from "./supply";

/** A label and what it stands for. */
export interface Line {
  label: string;
  value: string;
  /** What the others come to. */
  strong?: boolean;
}

/** One of the two that a paper is between. */
export interface Party {
  role: string;
  name: string;
  lines: string[];
}

/** Everything that a paper says, in words; how it looks is document.ts. */
export interface Paper {
  title: string;
  number: string;
  facts: Line[];
  parties: [Party, Party];
  item: { title: string; about: string; sac: string; value: string };
  sums: Line[];
  words: string;
  notes: string[];
}

function sumsOf(document: Invoice | CreditNote): Line[] {
  const { currency, tax, amount, tax_amount, total_amount } = document;
  const money = (value: number) => format(value, currency);
  const minor = (value: number) => toMinor(value, currency);
  const discount = isCreditNote(document) ? 0 : document.discount_amount;
  const half = `${tax.rate / 2}%`;
  const taxes = [
    ...(tax.igst > 0 ? [{ label: `IGST ${tax.rate}%`, value: money(tax.igst) }] : []),
    ...(tax.cgst > 0 ? [{ label: `CGST ${half}`, value: money(tax.cgst) }] : []),
    ...(tax.cgst > 0 ? [{ label: `${supplyOf(document).local} ${half}`, value: money(tax.sgst) }] : []),
  ];
  return [
    ...(discount > 0
      ? [
          { label: "Price", value: money(amount) },
          { label: "Discount", value: `\u2212${money(discount)}` },
        ]
      : []),
    { label: "Taxable value", value: money(toMajor(minor(total_amount) - minor(tax_amount), currency)) },
    ...taxes,
    { label: isCreditNote(document) ? "Credited" : "Total", value: money(total_amount), strong: true },
  ];
}

function factsOf(document: Invoice | CreditNote): Line[] {
  const { number, issued_at, tax, order_id } = document;
  return [
    { label: isCreditNote(document) ? "Credit note" : "Invoice", value: number },
    { label: "Date", value: day(issued_at) },
    ...(isCreditNote(document)
      ? [{ label: "For invoice", value: `${document.invoice_number} of ${day(document.invoiced_at)}` }]
      : []),
    { label: "Place of supply", value: tax.place_of_supply },
    { label: "Order", value: order_id },
  ];
}

function notesOf(document: Invoice | CreditNote): string[] {
  const { provider, payment_method: method, payment_id, paid_at } = document;
  const paid = `Paid on ${day(paid_at)}: ${paidBy({ provider, method })}`;
  const reference = payment_id && provider !== "manual" ? ` (${payment_id})` : "";
  const whole = isCreditNote(document) && document.whole ? "in full" : "in part";
  return [
    isCreditNote(document)
      ? `The invoice is taken back ${whole}. The amount goes to where it came from.`
      : `${paid}${reference}`,
    ...supplyOf(document).notes,
    "Tax is payable on reverse charge: No. Made by a computer; valid without a signature.",
  ];
}

/** What an invoice or a credit note says. */
export function paperOf(document: Invoice | CreditNote): Paper {
  const { number, title, kind, tax, amount, currency, total_amount } = document;
  return {
    ...{ title: supplyOf(document).title, number, facts: factsOf(document) },
    parties: [sellerOf(document), partyOf(document)],
    item: {
      title,
      about: kind === "course" ? "Online course" : "Event",
      sac: tax.sac,
      value: format(amount, currency),
    },
    ...{ sums: sumsOf(document), words: amountInWords(total_amount, currency), notes: notesOf(document) },
  };
}
