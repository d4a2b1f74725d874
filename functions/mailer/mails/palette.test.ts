import { dark, light } from "./palette";

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test("black on white is 21 : 1, and grey of #767676 just legible", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

type Name = keyof typeof light;

/** What is written on what. */
const written: [Name, Name][] = [
  ["ink", "card"],
  ["ink", "panel"],
  ["ink", "page"],
  ["muted", "card"],
  ["muted", "page"],
  ["accent", "card"],
  ["accent", "page"],
  ["onAccent", "accent"],
];

describe.each([
  ["by day", light],
  ["in the dark", dark],
])("%s", (_when, palette) => {
  test.each(written)("%s on %s is legible", (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
});
