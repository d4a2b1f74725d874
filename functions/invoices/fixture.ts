import type { BillingAddress } from "#contract/billing-address";
import type { Currency } from "#contract/fields";
import { stateFrom } from "#contract/states";
import { shareOf } from "#core/credit-note.share";
import type { CreditNote, Invoice } from "#core/invoice.entity";
import { placeOf, quote } from "#core/tax";

export const address = (overrides: Partial<BillingAddress> = {}): BillingAddress => ({
  ...{ name: "Asha Verma", line1: "Flat 4, 12 MG Road", city: "Pune", state: "MH", country: "IN", pincode: "411001" },
  ...overrides,
});

interface Sold {
  price?: number;
  discount?: number;
  currency?: Currency;
  rate?: number;
}

/** An invoice, with the tax that its address calls for. */
export function invoiceFor(
  billing_address: BillingAddress | undefined,
  { price = 1499, discount = 0, currency = "INR", rate = 18 }: Sold = {},
  overrides: Partial<Invoice> = {},
): Invoice {
  const seller = stateFrom("Karnataka");
  if (!seller) throw new Error("Karnataka is a state");
  const place = placeOf(billing_address, seller);
  return {
    ...{ order_id: "ord_01kb0z7n5v4t9w2m8q6x3c1r0d", number: "IQ/2627/0000042", user_id: "u1", credited_amount: 0 },
    ...{ issued_at: "2026-11-23T19:04:15.000Z", paid_at: "2026-11-23T19:04:10.000Z" },
    seller: {
      ...{ name: "Insta iQ Learning Private Limited", address: "12 Church Street, Bengaluru 560001" },
      ...{ state: "29-Karnataka", gstin: "29AAACI4821Q1Z4" },
    },
    ...{ buyer_name: "Asha Verma", buyer_email: "asha@example.com", billing_address, kind: "course", currency },
    ...{ subject_id: "crs_1", title: "Algebra from the Ground Up" },
    ...{ provider: "stripe", payment_method: "card", payment_id: "pi_3Qf1" },
    ...quote({ price, discount, currency, place }, { rate, mode: "inclusive", sac: "999293", seller }),
    ...overrides,
  };
}

/** The note that takes so much of an invoice back. */
export function creditFor(invoice: Invoice, total: number, overrides: Partial<CreditNote> = {}): CreditNote {
  const { discount_amount, credited_amount, number, ...stated } = invoice;
  return {
    ...{ ...stated, ...shareOf(invoice, credited_amount, total), number: "CN/2627/0000007", refund_id: "rfd_1" },
    ...{ invoice_number: number, invoiced_at: invoice.issued_at, whole: total === invoice.total_amount },
    ...overrides,
  };
}
