import fc from "fast-check";
import { inside, seedBox, sizesOf } from "./picture.sizes";

describe("the sizes of a picture", () => {
  test.each([
    ["a large photograph", [4000, 3000], ["320x240", "640x480", "960x720", "1600x1200"]],
    ["one held upright", [3000, 4000], ["320x427", "640x853", "960x1280", "1600x2133"]],
    ["a small one, which isn't enlarged", [500, 400], ["320x256", "500x400"]],
    ["a tiny one", [20, 10], ["20x10"]],
    ["a strip, which becomes narrower", [1000, 12_000], ["53x640", "107x1280", "160x1920", "267x3200"]],
    ["a line", [1, 9000], ["1x3200"]],
  ])("of %s", (_what, [width = 0, height = 0], expected) => {
    expect(sizesOf({ width, height }).map((size) => `${size.width}x${size.height}`)).toEqual(expected);
  });

  test("are in the picture's proportions, in their order, and never more than it has", () => {
    const side = fc.integer({ min: 1, max: 25_000 });
    const property = fc.property(side, side, (width, height) => {
      const sizes = sizesOf({ width, height });
      expect(sizes.length).toBeGreaterThan(0);
      expect(sizes.map((size) => size.width)).toEqual(
        [...new Set(sizes.map((size) => size.width))].sort((a, b) => a - b),
      );
      for (const size of [...sizes, inside({ width, height }, seedBox)]) {
        expect(size.width).toBeLessThanOrEqual(Math.min(1600, width));
        expect(size.height).toBeLessThanOrEqual(Math.min(3200, height));
        expect(Math.abs(size.width - (size.height * width) / height)).toBeLessThanOrEqual(1 + width / height);
      }
    });
    fc.assert(property);
  });
});
