import fc from "fast-check";
import type { Currency } from "#contract/fields";
import { format, isPayable, toMajor, toMinor } from "./money";

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

test("amounts are written as India writes them, with the coins that the currency has", () => {
  expect(format(149_900, "INR")).toBe("₹1,49,900.00");
  expect(format(1499.5, "USD")).toBe("$1,499.50");
  expect(format(500, "JPY")).toMatch(/^(JP)?¥500$/);
});
