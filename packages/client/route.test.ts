import { addressOf, type Route } from "./route";

const route: Route = { method: "GET", path: "/api/courses/{id}/lessons/{lessonId}" };

test("fills in every parameter", () => {
  expect(addressOf("https://x", route, { params: { id: "a b", lessonId: "ü" } })).toBe(
    "https://x/api/courses/a%20b/lessons/%C3%BC",
  );
});

test("an empty base is the page's own origin", () => {
  expect(addressOf("", { method: "GET", path: "/api/courses" }, { query: { page: 2 } })).toBe("/api/courses?page=2");
});

test.each(["", ".", ".."])('a parameter "%s" would be another path', (id) => {
  expect(() => addressOf("https://x", route, { params: { id, lessonId: "1" } })).toThrow(TypeError);
});
