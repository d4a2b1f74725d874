import { ratingOf } from "./rating";

test("the months from one to another, over the years", async () => {
  process.env.TABLE_NAME = "app";
  const { monthsBetween } = await import("./sitemap");
  expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  expect(monthsBetween("2026-02", "2026-02")).toEqual(["2026-02"]);
  expect(monthsBetween("2026-03", "2026-02")).toEqual([]);
});

test("a rating is the mean of its stars, to two decimals", () => {
  expect([
    ratingOf({ rating_sum: 0, total_ratings: 0 }),
    ratingOf({ rating_sum: 14, total_ratings: 3 }),
    ratingOf({ rating_sum: 9, total_ratings: 2 }),
  ]).toEqual([0, 4.67, 4.5]);
});
