import fc from "fast-check";
import { type Column, columnReader, columnSize, packColumn, withValue } from "./column";

const largest = 2 ** 47;

/** Values that lie close together or far apart, on a grid or not. */
const column = fc
  .tuple(
    fc.nat(1000),
    fc.integer({ min: 1, max: 5000 }),
    fc.constantFrom(1, 3, 200, 2 ** 16, 2 ** 20, 2 ** 28, 2 ** 33),
  )
  .chain(([least, step, spread]) =>
    fc
      .dictionary(fc.nat(columnSize - 1).map(String), fc.integer({ min: 0, max: spread }), { maxKeys: 60 })
      .map((values) =>
        Array.from({ length: columnSize }, (_, place) => {
          const value = values[place];
          return value === undefined ? undefined : Math.min(largest, least + step * value);
        }),
      ),
  );

const unpack = (packed: Uint8Array | undefined): Column => {
  const read = packed ? columnReader(packed) : () => undefined;
  return Array.from({ length: columnSize }, (_, place) => read(place));
};

test("every value comes out as it went in", () => {
  fc.assert(
    fc.property(column, (values) => {
      expect(unpack(packColumn(values))).toEqual(values);
    }),
    { numRuns: 300 },
  );
});

test("changing one value changes no other", () => {
  fc.assert(
    fc.property(
      column,
      fc.nat(columnSize - 1),
      fc.option(fc.nat(largest), { nil: undefined }),
      (values, place, value) => {
        expect(unpack(withValue(packColumn(values), place, value))).toEqual(values.with(place, value));
      },
    ),
    { numRuns: 200 },
  );
});

test("a column takes as many bits as its values need: prices on a grid of fifty take six", () => {
  const prices = Array.from({ length: columnSize }, (_, n) => 49_900 + (n % 50) * 10_000);
  expect(packColumn(prices)?.length).toBe(13 + (6 * columnSize) / 8 + 3);
  expect(packColumn([])).toBeUndefined();
  expect(columnReader(packColumn([7]) ?? new Uint8Array())(0)).toBe(7);
});
