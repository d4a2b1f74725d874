import { ApiError, NetworkError } from "./errors";
import { waitBefore } from "./retry";

const refused = (status: number, retryAfter?: number) =>
  new ApiError({ status, code: "unknown", detail: "", errors: [], retryAfter });

test.each([
  ["what Retry-After says", refused(429, 3), 0, 3000],
  ["no time at all where it says so", refused(503, 0), 1, 0],
  ["a first pause", new NetworkError("unreachable", undefined), 0, 300],
  ["twice as long the second time", refused(503), 1, 600],
  ["not, for more than 20 seconds", refused(429, 21), 0, undefined],
  ["not, where another try would be refused too", refused(404), 0, undefined],
  ["not, for an error of our own", new RangeError(), 0, undefined],
])("waits %s", (_, error, tried, wait) => {
  expect(waitBefore(error, tried, 1)).toBe(wait);
});

test("spreads clients over the second half of the pause", () => {
  expect(waitBefore(refused(503), 0, 0)).toBe(150);
});
