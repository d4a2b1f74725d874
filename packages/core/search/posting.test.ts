import fc from "fast-check";
import { blockSize, pack, unpack, withLevel } from "./posting";
import type { Level } from "./terms";

/** A block in which each level is as likely as its weight says. */
const posting = fc
  .tuple(fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)), fc.integer())
  .map(([weights, seed]) => {
    const levels = Uint8Array.from({ length: blockSize });
    const sum = weights.reduce((total, weight) => total + weight, 1);
    let state = seed;
    for (let place = 0; place < blockSize; place++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const drawn = (state / 2 ** 32) * sum;
      const bounds = weights.map((_, level) => weights.slice(0, level + 1).reduce((total, weight) => total + weight));
      levels[place] = Math.max(
        0,
        bounds.findIndex((bound) => drawn < bound),
      );
    }
    return levels;
  });

const sparse = fc
  .array(fc.tuple(fc.nat(blockSize - 1), fc.integer({ min: 0, max: 3 })), { maxLength: 40 })
  .map((places) => {
    const levels = new Uint8Array(blockSize);
    for (const [place, level] of places) levels[place] = level;
    return levels;
  });

test("a block comes out as it went in, full or empty or between", () => {
  fc.assert(
    fc.property(fc.oneof(posting, sparse), (levels) => {
      expect(unpack(pack(levels))).toEqual(levels);
    }),
    { numRuns: 150 },
  );
});

test("a block is as small as its content lets it be", () => {
  const filled = (levels: (place: number) => number) => Uint8Array.from({ length: blockSize }, (_, n) => levels(n));
  expect(pack(filled(() => 0))).toBeUndefined();
  expect(pack(filled(() => 3))).toHaveLength(3);
  expect(pack(filled((n) => (n === 7 ? 3 : 0)))?.length).toBeLessThanOrEqual(8);
  expect(pack(filled((n) => (n === 7 ? 0 : 1)))?.length).toBeLessThanOrEqual(8);
  expect(pack(filled((n) => n % 2))).toHaveLength(515);
  fc.assert(
    fc.property(posting, (levels) => expect(pack(levels)?.length ?? 0).toBeLessThanOrEqual(3 * 513)),
    { numRuns: 50 },
  );
});

test("changing one document's level changes no other's", () => {
  fc.assert(
    fc.property(sparse, fc.nat(blockSize - 1), fc.integer({ min: 0, max: 3 }), (levels, place, level) => {
      const expected = Uint8Array.from(levels);
      expected[place] = level;
      expect(unpack(withLevel(pack(levels), place, level as Level))).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test("the same content has the same bytes, whichever way it came about", () => {
  const there = withLevel(undefined, 5, 2);
  expect(withLevel(withLevel(there, 9, 1), 9, 0)).toEqual(there);
  expect(withLevel(there, 5, 0)).toBeUndefined();
});
