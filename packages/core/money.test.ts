import fc from "fast-check";
import type { Currency } from "#contract/fields";
import { format, isPayable, quote, toMajor, toMinor } from "./money";

const withCoins = fc.constantFrom<Currency>("INR", "USD", "EUR", "GBP");
/** Up to what DECIMAL(10,2) holds, in hundredths. */
const hundredths = fc.nat(9_999_999_999);

test("an amount is the same after the way to minor units and back", () => {
  fc.assert(
    fc.property(hundredths, withCoins, (minor, currency) => {
      expect(toMinor(toMajor(minor, currency), currency)).toBe(minor);
      expect(isPayable(minor / 100, currency)).toBe(true);
    }),
  );
  fc.assert(fc.property(fc.nat(99_999_999), (yen) => expect(toMinor(toMajor(yen, "JPY"), "JPY")).toBe(yen)));
});

test("minor units are whole, whatever binary makes of a decimal", () => {
  for (const [major, minor] of [
    [0.29, 29],
    [1.15, 115],
    [19.99, 1999],
    [1499, 149_900],
    [99_999_999.99, 9_999_999_999],
  ] as const)
    expect(toMinor(major, "INR")).toBe(minor);
  expect(toMinor(500, "JPY")).toBe(500);
});

test("an amount finer than the currency's coins can't be paid", () => {
  expect(isPayable(10.5, "JPY")).toBe(false);
  expect(isPayable(10, "JPY")).toBe(true);
  expect(isPayable(10.005, "INR")).toBe(false);
  expect(isPayable(0.1 + 0.2, "INR")).toBe(false);
});

test("a quote adds up to the coin, is never negative, and gives no more than the amount off", () => {
  fc.assert(
    fc.property(hundredths, hundredths, hundredths, withCoins, (price, discount, tax, currency) => {
      const quoted = quote(price / 100, currency, { discount: discount / 100, tax: tax / 100 });
      const minor = (major: number) => toMinor(major, currency);
      expect(minor(quoted.total_amount)).toBe(
        minor(quoted.amount) - minor(quoted.discount_amount) + minor(quoted.tax_amount),
      );
      expect(minor(quoted.amount)).toBe(price);
      expect(minor(quoted.discount_amount)).toBe(Math.min(discount, price));
      expect(quoted.total_amount).toBeGreaterThanOrEqual(quoted.tax_amount);
    }),
  );
});

test("a quote without more is the price", () => {
  expect(quote(1499, "INR")).toEqual({ amount: 1499, discount_amount: 0, tax_amount: 0, total_amount: 1499 });
  expect(quote(500, "JPY", { discount: 700, tax: 9 })).toEqual({
    ...{ amount: 500, discount_amount: 500, tax_amount: 9, total_amount: 9 },
  });
});

test("amounts are written as India writes them, with the coins that the currency has", () => {
  expect(format(149_900, "INR")).toBe("₹1,49,900.00");
  expect(format(1499.5, "USD")).toBe("$1,499.50");
  expect(format(500, "JPY")).toMatch(/^(JP)?¥500$/);
});
