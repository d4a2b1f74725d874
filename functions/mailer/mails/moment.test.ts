import { bothTimes, indianTime, universalTime } from "./moment";

test("a time is told for India and in UTC", () => {
  expect(bothTimes("2026-11-23T12:00:00Z")).toBe("23 November 2026, 17:30 IST (12:00 UTC)");
});

test("UTC's day is named where it is another", () => {
  expect(bothTimes("2026-12-31T19:04:59.999Z")).toBe("1 January 2027, 00:34 IST (31 December 2026, 19:04 UTC)");
});

test("midnight is 00:00", () => {
  expect(indianTime("2026-11-23T18:30:00Z")).toBe("24 November 2026, 00:00 IST");
  expect(universalTime("2026-11-23T00:00:00Z")).toBe("23 November 2026, 00:00 UTC");
});
