import fc from "fast-check";
import type { Currency } from "#contract/fields";
import type { Coupon } from "./coupon.entity";
import { discountOf, requireApplicable, requireInTime } from "./coupon.terms";
import { isPayable, toMajor, toMinor } from "./money";

const couponOf = (overrides: Partial<Coupon> = {}): Coupon => ({
  ...{ id: "cpn_0001", code: "SPRING", kind: "percent", value: 10, active: true, uses: 0, created_by: "admin" },
  ...{ revision: 1, created_at: "2026-01-01T00:00:00.000Z", updated_at: "2026-01-01T00:00:00.000Z" },
  ...overrides,
});

const course = { kind: "course", id: "crs_0001", price: 1499, currency: "INR" } as const;

const refusal = (
  coupon: Partial<Coupon>,
  offer: Parameters<typeof requireApplicable>[1] = course,
  path: string[] = [],
) => {
  try {
    requireApplicable(couponOf(coupon), offer, path);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  ["a tenth", { value: 10 }, 1499, "INR", 149.9],
  ["a third of a rupee and a bit, to the nearest paisa", { value: 33 }, 0.99, "INR", 0.33],
  ["half a paisa, upwards", { value: 50 }, 0.01, "INR", 0.01],
  ["whole yen", { value: 15 }, 999, "JPY", 150],
  ["fewer yen where there is less than a half", { value: 1 }, 149, "JPY", 1],
  ["no more than its cap", { value: 50, max_discount: 200 }, 1499, "INR", 200],
  ["less than its cap where it is less", { value: 10, max_discount: 200 }, 1499, "INR", 149.9],
  ["everything", { value: 100 }, 1499.99, "INR", 1499.99],
  ["a fixed amount", { kind: "fixed", value: 250.5 }, 1499, "INR", 250.5],
  ["the price where it is less than the amount", { kind: "fixed", value: 2000 }, 1499, "INR", 1499],
] as const)("takes off %s", (_, terms, price, currency, discount) => {
  expect(discountOf(couponOf(terms), price, currency)).toBe(discount);
});

test("never takes off more than the price, less than nothing, more than its cap, or a part of a coin", () => {
  const currencies = fc.constantFrom<Currency>("INR", "USD", "JPY");
  const minor = fc.nat(9_999_999_999);
  const property = fc.property(
    ...([currencies, minor, minor, fc.option(minor, { nil: undefined }), fc.integer({ min: 1, max: 100 })] as const),
    (currency, price, fixed, cap, percent) => {
      const major = (amount: number) => toMajor(amount, currency);
      const max_discount = cap === undefined ? undefined : major(cap);
      const share = discountOf({ kind: "percent", value: percent, max_discount }, major(price), currency);
      const amount = discountOf({ kind: "fixed", value: major(fixed) }, major(price), currency);
      for (const discount of [share, amount]) {
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(major(price));
        expect(isPayable(discount, currency)).toBe(true);
      }
      expect(share).toBeLessThanOrEqual(max_discount ?? share);
      expect(Math.abs(toMinor(share, currency) - Math.min((price * percent) / 100, cap ?? price))).toBeLessThanOrEqual(
        0.5,
      );
      expect(toMinor(amount, currency)).toBe(Math.min(fixed, price));
    },
  );
  fc.assert(property, { numRuns: 500 });
});

test("is for everything where it names nothing", () => {
  expect(refusal({})).toBeUndefined();
  expect(refusal({}, { ...course, kind: "event", id: "evt_0001" })).toBeUndefined();
});

test.each([
  ["the course", { course_ids: ["crs_0002", "crs_0001"] }, []],
  ["a category above it", { category_ids: ["cat_top"] }, ["cat_top", "cat_below"]],
  [
    "the category itself, among courses",
    { course_ids: ["crs_0002"], category_ids: ["cat_below"] },
    ["cat_top", "cat_below"],
  ],
])("is for what it names: %s", (_, scope, path) => {
  expect(refusal(scope, course, path)).toBeUndefined();
});

test.each([
  ["another course", { course_ids: ["crs_0002"] }, []],
  ["events only", { event_ids: ["evt_0001", "crs_0001"] }, []],
  ["a category below", { category_ids: ["cat_below"] }, ["cat_top"]],
  ["a category, and it is in none", { category_ids: ["cat_top"] }, []],
])("isn't for what it doesn't name: %s", (_, scope, path) => {
  expect(refusal(scope, course, path)).toBe("It is not for this course");
});

test("is for its own currency, from its least price on, and not where it takes nothing off", () => {
  expect(refusal({ kind: "fixed", value: 5, currency: "USD" })).toBe("It is for prices in USD");
  expect(refusal({ currency: "INR", min_amount: 1499.01 })).toBe("It is for prices from ₹1,499.01 on");
  expect(refusal({ currency: "INR", min_amount: 1499 })).toBeUndefined();
  expect(refusal({ value: 100 }, { ...course, price: 0 })).toBe("It takes nothing off this price");
  expect(refusal({ value: 1 }, { ...course, price: 0.01 })).toBe("It takes nothing off this price");
});

test("is valid from its beginning on, and over at its end", () => {
  const window = { starts_at: "2026-03-01T00:00:00.000Z", ends_at: "2026-03-08T00:00:00.000Z" };
  const at = (moment: string) => () => requireInTime(window, new Date(moment));
  expect(at("2026-02-28T23:59:59.999Z")).toThrow("It is valid from 2026-03-01");
  expect(at("2026-03-01T00:00:00.000Z")).not.toThrow();
  expect(at("2026-03-07T23:59:59.999Z")).not.toThrow();
  expect(at("2026-03-08T00:00:00.000Z")).toThrow("It was valid until 2026-03-08");
  expect(() => requireInTime({}, new Date())).not.toThrow();
});
