import type { Currency } from "#contract/fields";
import { toMajor, toMinor } from "./money";
import type { Tax } from "./tax";

/** Sums of an invoice, in major units. */
interface Invoiced {
  currency: Currency;
  tax_amount: number;
  total_amount: number;
  tax: Tax;
}

/** What a credit note takes back, in major units. */
export type Share = Pick<Invoiced, "tax_amount" | "total_amount" | "tax"> & { amount: number };

/** The tax in the first so many coins of an invoice, by its parts. */
function taxWithin({ currency, tax_amount, total_amount, tax }: Invoiced, sum: number) {
  const whole = Math.round((toMinor(tax_amount, currency) * sum) / toMinor(total_amount, currency));
  if (tax.igst > 0) return { cgst: 0, sgst: 0, igst: whole };
  return { cgst: Math.ceil(whole / 2), sgst: Math.floor(whole / 2), igst: 0 };
}

/**
 * The part of an invoice that stands behind `total` of it, after `before` was taken back already. Each is the difference of
 * two sums from the beginning: whatever the parts are, together they are the invoice, to the paisa.
 */
export function shareOf(invoice: Invoiced, before: number, total: number): Share {
  const { currency } = invoice;
  const from = toMinor(before, currency);
  const sum = toMinor(total, currency);
  const [until, since] = [taxWithin(invoice, from + sum), taxWithin(invoice, from)];
  const part = (name: "cgst" | "sgst" | "igst") => until[name] - since[name];
  const tax = part("cgst") + part("sgst") + part("igst");
  const major = (minor: number) => toMajor(minor, currency);
  return {
    ...{ amount: major(sum - tax), tax_amount: major(tax), total_amount: total },
    tax: { ...invoice.tax, cgst: major(part("cgst")), sgst: major(part("sgst")), igst: major(part("igst")) },
  };
}
