import fc from "fast-check";
import type { BillingAddress } from "#contract/billing-address";
import type { Currency } from "#contract/fields";
import { isGstin } from "#contract/gstin";
import { stateFrom, states } from "#contract/states";
import { toMinor } from "./money";
import { abroad, placeOf, placeText, quote, type TaxRules } from "./tax";

const state = (name: string) => {
  const found = stateFrom(name);
  if (!found) throw new Error(`${name} is no state`);
  return found;
};
const karnataka = state("Karnataka");
const rules = (overrides: Partial<TaxRules> = {}): TaxRules => ({
  ...{ rate: 18, mode: "inclusive", sac: "999293", seller: karnataka },
  ...overrides,
});
const sale = (overrides: Partial<Parameters<typeof quote>[0]> = {}) => ({
  ...{ price: 1499, discount: 0, currency: "INR" as const, place: karnataka },
  ...overrides,
});

describe("a price", () => {
  test("that includes the tax is what the buyer pays, and says what is in it", () => {
    expect(quote(sale(), rules())).toEqual({
      ...{ amount: 1270.34, discount_amount: 0, tax_amount: 228.66, total_amount: 1499 },
      tax: {
        ...{ rate: 18, mode: "inclusive", place_of_supply: "29-Karnataka", sac: "999293" },
        ...{ cgst: 114.33, sgst: 114.33, igst: 0 },
      },
    });
  });

  test("without the tax has it put on top", () => {
    expect(quote(sale({ price: 1000, discount: 100 }), rules({ mode: "exclusive" }))).toMatchObject({
      ...{ amount: 1000, discount_amount: 100, tax_amount: 162, total_amount: 1062, tax: { cgst: 81, sgst: 81 } },
    });
  });

  test("is less by the discount before the tax is in it", () => {
    const quoted = quote(sale({ price: 1180, discount: 118, place: state("MH") }), rules());
    expect(quoted).toMatchObject({ amount: 1000, discount_amount: 100, tax_amount: 162, total_amount: 1062 });
    expect(quoted.tax).toMatchObject({ cgst: 0, sgst: 0, igst: 162, place_of_supply: "27-Maharashtra" });
  });

  test("abroad bears no tax", () => {
    for (const mode of ["inclusive", "exclusive"] as const)
      expect(quote(sale({ price: 49, currency: "USD", place: abroad }), rules({ mode }))).toMatchObject({
        ...{ amount: 49, tax_amount: 0, total_amount: 49 },
        tax: { rate: 0, place_of_supply: "96-Other Country", cgst: 0, sgst: 0, igst: 0 },
      });
  });

  test("of an odd tax leaves the paisa to the Union", () => {
    const { tax, tax_amount } = quote(sale({ price: 0.99 }), rules());
    expect([tax_amount, tax.cgst, tax.sgst]).toEqual([0.15, 0.08, 0.07]);
  });

  test("adds up to the coin, whatever it is and wherever", () => {
    const anything = fc.record({
      ...{ price: fc.nat(9_999_999_999), discount: fc.nat(9_999_999_999) },
      currency: fc.constantFrom<Currency>("INR", "USD", "EUR", "GBP", "JPY"),
      place: fc.constantFrom(...states, abroad),
      rate: fc.constantFrom(0, 0.25, 3, 5, 12, 18, 28, 99.99),
      mode: fc.constantFrom("inclusive" as const, "exclusive" as const),
    });
    fc.assert(
      fc.property(anything, ({ price, discount, currency, place, rate, mode }) => {
        const unit = currency === "JPY" ? 1 : 100;
        const given = { price: price / unit, discount: discount / unit, currency, place };
        const { tax, ...sums } = quote(given, rules({ rate, mode }));
        const minor = (major: number) => toMinor(major, currency);
        const due = price - Math.min(price, discount);
        expect(minor(sums.total_amount)).toBe(
          minor(sums.amount) - minor(sums.discount_amount) + minor(sums.tax_amount),
        );
        expect(minor(tax.cgst) + minor(tax.sgst) + minor(tax.igst)).toBe(minor(sums.tax_amount));
        expect([0, 1]).toContain(minor(tax.cgst) - minor(tax.sgst));
        expect(minor(sums.discount_amount)).toBeGreaterThanOrEqual(0);
        expect(minor(sums.discount_amount)).toBeLessThanOrEqual(minor(sums.amount));
        expect(sums.tax_amount).toBeGreaterThanOrEqual(0);
        const bare = mode === "inclusive" || place === abroad ? due : due + minor(sums.tax_amount);
        expect(minor(sums.total_amount)).toBe(bare);
        if (discount === 0) expect(sums.discount_amount).toBe(0);
      }),
    );
  });
});

const address = (overrides: Partial<BillingAddress> = {}): BillingAddress => ({
  ...{ name: "Asha Rao", line1: "1 MG Road", city: "Pune", state: "MH", country: "IN", pincode: "411001" },
  ...overrides,
});
const placed = (of: BillingAddress | undefined): string => placeText(placeOf(of, karnataka));

test.each<[string, BillingAddress | undefined, string]>([
  ["no address: where the seller is", undefined, "29-Karnataka"],
  ["letters", address(), "27-Maharashtra"],
  ["a name, however written", address({ state: " tamil  NADU", country: "india " }), "33-Tamil Nadu"],
  ["an ampersand", address({ state: "Jammu & Kashmir", country: "Bharat" }), "01-Jammu and Kashmir"],
  ["a code", address({ state: "7", country: "IND" }), "07-Delhi"],
  ["a code and a name", address({ state: "29-Karnataka" }), "29-Karnataka"],
  ["a former name", address({ state: "Orissa" }), "21-Odisha"],
  ["a former code", address({ state: "28" }), "37-Andhra Pradesh"],
  ["another country", address({ state: "Karnataka", country: "Nepal" }), "96-Other Country"],
  ["a GSTIN: where it is registered", address({ gstin: "29AAGCB7383J1Z4" }), "29-Karnataka"],
])("is supplied by %s", (_what, given, place) => {
  expect(placed(given)).toBe(place);
});

test("every state has a code of its own, and no way of writing it is another's", () => {
  const codes = states.map(({ code }) => code);
  expect([codes.length, new Set(codes).size]).toEqual([36, 36]);
  for (const one of states)
    for (const way of [one.code, one.name, ...one.also, `${one.code}-${one.name}`]) expect(stateFrom(way)).toBe(one);
  expect(["", "Atlantis", "99", "0", "39"].map(stateFrom)).toEqual(Array(5).fill(undefined));
});

test("a GSTIN is known by its check character", () => {
  expect(["27AAPFU0939F1ZV", "29AAGCB7383J1Z4"].map(isGstin)).toEqual([true, true]);
  const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const others = [...signs].map((sign) => `27AAPFU0939F1Z${sign}`).filter(isGstin);
  expect(others).toEqual(["27AAPFU0939F1ZV"]);
  for (const wrong of ["", "27AAPFU0939F1Z", "39AAPFU0939F1ZV", "27aapfu0939f1zv", "27AAPFU0993F1ZV"])
    expect(isGstin(wrong)).toBe(false);
});
