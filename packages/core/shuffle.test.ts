import fc from "fast-check";
import { shuffled } from "./shuffle";

const items = Array.from({ length: 6 }, (_, index) => ({ id: `i${index}` }));
const order = (seed: string): string =>
  shuffled(items, seed)
    .map(({ id }) => id)
    .join();

test("the same seed gives the same order, others give many", () => {
  expect(order("one")).toBe(order("one"));
  expect(new Set(Array.from({ length: 100 }, (_, seed) => order(String(seed)))).size).toBeGreaterThan(80);
});

test("every item comes first sometimes", () => {
  const firsts = Array.from({ length: 200 }, (_, seed) => order(String(seed)).slice(0, 2));
  expect(new Set(firsts).size).toBe(items.length);
});

test("nothing is lost or doubled", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.string(), (ids, seed) => {
      const given = ids.map((id) => ({ id }));
      expect(new Set(shuffled(given, seed))).toEqual(new Set(given));
    }),
  );
});
