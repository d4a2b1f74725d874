import fc from "fast-check";
import { firstBehind, type Place } from "./best";

const places = fc.uniqueArray(fc.record({ score: fc.nat(6), ordinal: fc.nat(500) }), {
  selector: ({ ordinal }) => ordinal,
  maxLength: 80,
});
const order = fc.constantFrom("asc" as const, "desc" as const);

const sorted = (all: Place[], order: "asc" | "desc"): Place[] =>
  all.toSorted((one, two) => (order === "asc" ? 1 : -1) * (one.score - two.score) || two.ordinal - one.ordinal);

test("the first of all, in order, as if everything had been sorted", () => {
  fc.assert(
    fc.property(places, order, fc.integer({ min: 1, max: 30 }), (all, order, count) => {
      expect(firstBehind(all, count, order, undefined)).toEqual(sorted(all, order).slice(0, count));
    }),
  );
});

test("behind a place come those that follow it, whether or not it is still there", () => {
  fc.assert(
    fc.property(places, order, fc.nat(79), fc.boolean(), (all, order, at, gone) => {
      const whole = sorted(all, order);
      const behind = whole[at];
      fc.pre(behind !== undefined);
      const left = gone ? all.filter((place) => place !== behind) : all;
      expect(firstBehind(left, 10, order, behind)).toEqual(whole.slice(at + 1, at + 11));
    }),
  );
});
