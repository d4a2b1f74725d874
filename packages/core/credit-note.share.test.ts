import fc from "fast-check";
import type { Currency } from "#contract/fields";
import { stateFrom } from "#contract/states";
import { type Share, shareOf } from "./credit-note.share";
import { toMinor } from "./money";
import { abroad, quote } from "./tax";

const seller = stateFrom("Karnataka");
const elsewhere = stateFrom("Kerala");
if (!seller || !elsewhere) throw new Error("two states are known");
const rules = { rate: 18, mode: "inclusive", sac: "999293", seller } as const;
const invoiced = (price: number, currency: Currency = "INR", place = seller as { code: string; name: string }) => ({
  currency,
  ...quote({ price, discount: 0, currency, place }, rules),
});

test("all of an invoice is the invoice", () => {
  const invoice = invoiced(1499);
  expect(shareOf(invoice, 0, 1499)).toEqual({
    ...{ amount: 1270.34, tax_amount: 228.66, total_amount: 1499, tax: invoice.tax },
  });
});

test("a part has its part of the tax", () => {
  expect(shareOf(invoiced(1180), 0, 590)).toMatchObject({ amount: 500, tax_amount: 90, tax: { cgst: 45, sgst: 45 } });
});

test("an invoice abroad has no tax to take back", () => {
  expect(shareOf(invoiced(49, "USD", abroad), 20, 9)).toMatchObject({ amount: 9, tax_amount: 0, tax: { igst: 0 } });
});

test("however an invoice is taken back, its parts are the invoice to the coin, and none is negative", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 400_000 }), { minLength: 1, maxLength: 8 });
  const where = fc.constantFrom(seller, elsewhere, abroad);
  fc.assert(
    fc.property(cuts, where, fc.constantFrom<Currency>("INR", "JPY"), (parts, place, currency) => {
      const unit = currency === "JPY" ? 1 : 100;
      const minor = (major: number) => toMinor(major, currency);
      const whole = parts.reduce((sum, part) => sum + part, 0);
      const invoice = invoiced(whole / unit, currency, place);
      const shares: Share[] = [];
      let before = 0;
      for (const part of parts) {
        shares.push(shareOf(invoice, before / unit, part / unit));
        before += part;
      }
      const sumOf = (of: (share: Share) => number) => shares.reduce((sum, share) => sum + minor(of(share)), 0);
      expect(sumOf(({ total_amount }) => total_amount)).toBe(minor(invoice.total_amount));
      expect(sumOf(({ amount }) => amount)).toBe(minor(invoice.amount));
      expect(sumOf(({ tax_amount }) => tax_amount)).toBe(minor(invoice.tax_amount));
      for (const name of ["cgst", "sgst", "igst"] as const) {
        expect(sumOf(({ tax }) => tax[name])).toBe(minor(invoice.tax[name]));
        for (const { tax } of shares) expect(tax[name]).toBeGreaterThanOrEqual(0);
      }
      for (const { amount, tax_amount, total_amount } of shares) {
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(minor(amount) + minor(tax_amount)).toBe(minor(total_amount));
      }
    }),
  );
});
