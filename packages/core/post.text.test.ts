import fc from "fast-check";
import { excerptOf, readingMinutes } from "./post.text";

test("an excerpt is the whole of a short text", () => {
  expect(excerptOf("<p>Short &amp; sweet.</p>")).toBe("Short & sweet.");
});

test("and of a long one its beginning, to the end of a word", () => {
  const excerpt = excerptOf(`<p>${"seven77 ".repeat(60)}</p>`);
  expect(excerpt).toMatch(/^(seven77 )+seven77…$/);
  expect(excerpt.length).toBeGreaterThan(180);
});

test("an excerpt is at most 200 long, and never half a character", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 150, maxLength: 260 }),
      fc.constantFrom("", "😀", " "),
      (text, sign) => {
        const excerpt = excerptOf((text + sign).replace(/[<>&]/g, "").repeat(2));
        expect(excerpt.length).toBeLessThanOrEqual(200);
        expect(encodeURIComponent(excerpt)).toBeTruthy();
      },
    ),
  );
});

test.each([
  ["<p>One</p>", 1],
  [`<p>${"word ".repeat(200)}</p>`, 1],
  [`<p>${"शब्द ".repeat(201)}</p>`, 2],
  [`<img src="x" alt="${"word ".repeat(500)}" />`, 1],
])("%.20s… takes %i minutes", (html, minutes) => {
  expect(readingMinutes(html)).toBe(minutes);
});
