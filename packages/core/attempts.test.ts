import fc from "fast-check";

let lockSeconds: typeof import("./attempts").lockSeconds;
let requireAllowed: typeof import("./attempts").requireAllowed;
beforeAll(async () => {
  process.env.TABLE_NAME = "app";
  ({ lockSeconds, requireAllowed } = await import("./attempts"));
});

const day = 24 * 3600;

test("nine wrong passwords lock nothing, the tenth does for a minute, each further one for twice as long", () => {
  expect([1, 9, 10, 11, 12, 15].map(lockSeconds)).toEqual([0, 0, 60, 120, 240, 1920]);
});

test("a lock never gets shorter with more failures, and never lasts longer than a day", () => {
  fc.assert(
    fc.property(fc.nat(100_000), (failures) => {
      expect(lockSeconds(failures + 1)).toBeGreaterThanOrEqual(lockSeconds(failures));
      expect(lockSeconds(failures)).toBeLessThanOrEqual(day);
    }),
  );
  expect(lockSeconds(1e9)).toBe(day);
});

test("the last attempt of an allowance is allowed, one more is told when to come again", () => {
  const allowance = { limit: 5, remaining: 0, reset: 321 };
  expect(() => requireAllowed(allowance)).not.toThrow();
  expect(() => requireAllowed({ ...allowance, remaining: -1 })).toThrow(
    expect.objectContaining({ code: "rate_limited", retryAfter: 321 }),
  );
});
