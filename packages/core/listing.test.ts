import fc from "fast-check";
import type { Course } from "./course.entity";

let listing: typeof import("./listing");
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  listing = await import("./listing");
});

const newCourse = (overrides: Partial<Course> = {}): Course => ({
  ...{ id: "crs_1", title: "Algebra", slug: "algebra", price: 10, currency: "INR", level: "beginner" },
  ...{ instructor_id: "u", instructor_name: "Meera", status: "published", featured: false, enrollments: 0 },
  ...{
    rating_sum: 0,
    total_ratings: 0,
    lesson_count: 0,
    duration_seconds: 0,
    language: "English",
    revision: 1,
    created_at: "2026-01-01T00:00:00.000Z",
    updated_at: "2026",
  },
  ...overrides,
});

test("a course stands in the list of all, of its level, of its category, of both, and on the front page", () => {
  const course = newCourse({ category_id: "cat_arts", featured: true });
  expect(listing.scopesOf(course, ["cat_arts"]).sort()).toEqual(
    [
      ...["all", "all|level:beginner", "all|category:cat_arts", "all|category:cat_arts|level:beginner"],
      "featured",
    ].sort(),
  );
});

test("a course without a category stands in no category's list", () => {
  expect(listing.scopesOf(newCourse(), [])).toEqual(["all", "all|level:beginner"]);
});

test("what isn't published stands nowhere, nor does what is gone", () => {
  for (const status of ["draft", "archived"] as const)
    expect(listing.scopesOf(newCourse({ status, featured: true }), ["cat_arts"])).toEqual([]);
  expect(listing.scopesOf(undefined, [])).toEqual([]);
});

/** The places that a row takes in each order, as they are written to the table. */
function placesOf(course: Course): Record<string, string> {
  const { operation } = listing.putListing("all", course);
  return operation.Put?.Item as Record<string, string>;
}

const amount = fc.nat(9_999_999_999).map((minor) => minor / 100);

test("the places sort as text the way their numbers sort", () => {
  const orders = [
    { field: "gsi1sk", of: (price: number) => newCourse({ price }), numbers: amount },
    { field: "gsi3sk", of: (enrollments: number) => newCourse({ enrollments }), numbers: fc.nat() },
    {
      field: "gsi2sk",
      of: (rating_sum: number) => newCourse({ rating_sum, total_ratings: 100 }),
      numbers: fc.nat(500),
    },
  ];
  for (const { field, of, numbers } of orders)
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const [first = "", second = ""] = [left, right].map((number) => placesOf(of(number))[field]);
        expect(Math.sign(first < second ? -1 : first > second ? 1 : 0)).toBe(Math.sign(left - right));
      }),
    );
});

test("of equal ratings the one with more of them is the better place", () => {
  const [few = "", many = ""] = [2, 300].map(
    (total_ratings) => placesOf(newCourse({ rating_sum: 4.5 * total_ratings, total_ratings })).gsi2sk,
  );
  expect(few < many).toBe(true);
});

test("the tally's rows lie outside of every place, one at either end", () => {
  const [low, high] = listing.countListed("all", 1).map(({ operation }) => operation.Update?.Key);
  fc.assert(
    fc.property(amount, fc.nat(), (price, enrollments) => {
      const { sk = "", gsi1sk = "", gsi2sk = "", gsi3sk = "" } = placesOf(newCourse({ price, enrollments }));
      for (const place of [sk, gsi1sk, gsi2sk, gsi3sk]) {
        expect(String(low?.sk) < place).toBe(true);
        expect(place < String(high?.sk)).toBe(true);
      }
    }),
  );
});
