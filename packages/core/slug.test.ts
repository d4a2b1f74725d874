import fc from "fast-check";
import { reference } from "#contract/fields";
import { isId } from "./id";

let slug: typeof import("./slug");
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  slug = await import("./slug");
});

const reserved = ["featured", "enrolled", "mine", "upcoming", "registered"];

const title = fc.oneof(
  fc.string({ unit: "binary", maxLength: 255 }),
  fc.string({ unit: "grapheme", maxLength: 255 }),
  fc.constantFrom(...reserved, ...reserved.map((word) => word.toUpperCase()), "crs_01", "..", "a.b", "-_-", "🎉"),
);

test("any title makes a slug that can stand in a path, is no id and hides behind no route", async () => {
  await fc.assert(
    fc.asyncProperty(title, fc.nat(5), async (given, attempt) => {
      const proposed = slug.proposal(await slug.slugify(given), attempt);
      expect(proposed).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(proposed.length).toBeLessThanOrEqual(85);
      expect(reference.safeParse(proposed).success).toBe(true);
      expect(isId("crs", proposed)).toBe(false);
      expect(reserved).not.toContain(proposed);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["C++ für Anfänger", "c-fur-anfanger"],
  ["हिन्दी सीखें", "hindii-siikhen"],
  ["中文入门", "zhong-wen-ru-men"],
  ["Node.js", "node-js"],
  ["  spaces  all  over  ", "spaces-all-over"],
  ["🎉🎉", "untitled"],
  ["", "untitled"],
])("%j becomes %s", async (given, expected) => {
  expect(await slug.slugify(given)).toBe(expected);
});

test("the first proposal is the plain one, every further one has four random characters behind it", () => {
  expect(slug.proposal("algebra", 0)).toBe("algebra");
  const further = Array.from({ length: 200 }, (_, n) => slug.proposal("algebra", n + 1));
  for (const one of further) expect(one).toMatch(/^algebra-[a-z0-9]{4}$/);
  expect(new Set(further).size).toBeGreaterThan(190);
});

test("a reserved word is never proposed plain", () => {
  for (const word of reserved) expect(slug.proposal(word, 0)).toMatch(new RegExp(`^${word}-[a-z0-9]{4}$`));
});
