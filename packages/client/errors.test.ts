import { apiErrorOf } from "./errors";

test.each([
  ["Mon, 23 Nov 2026 16:00:30 GMT", 30],
  ["Mon, 23 Nov 2026 15:00:00 GMT", 0],
  ["12", 12],
  ["soon", undefined],
])("Retry-After: %s is %s seconds", async (header, seconds) => {
  const response = new Response(null, { status: 503, headers: { "retry-after": header } });
  const error = await apiErrorOf(response, new Date("2026-11-23T16:00:00Z"));
  expect(error.retryAfter).toBe(seconds);
});
