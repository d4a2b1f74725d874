import { Failure } from "#contract/failure";
import { instantOf, spanOf } from "./zone";

const at = (date: string, time: string, zone: string) => instantOf(date, time, zone)?.toISOString();

test.each([
  ["2026-01-15", "18:30", "Asia/Kolkata", "2026-01-15T13:00:00.000Z"],
  ["2026-07-15", "00:00", "Asia/Kolkata", "2026-07-14T18:30:00.000Z"],
  ["2026-01-15", "18:30", "Europe/Berlin", "2026-01-15T17:30:00.000Z"],
  ["2026-07-15", "18:30", "Europe/Berlin", "2026-07-15T16:30:00.000Z"],
  ["2026-03-29", "01:59", "Europe/Berlin", "2026-03-29T00:59:00.000Z"],
  ["2026-03-29", "03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
  ["2026-03-08", "03:00", "America/New_York", "2026-03-08T07:00:00.000Z"],
  ["2026-11-01", "02:00", "America/New_York", "2026-11-01T07:00:00.000Z"],
  ["2026-12-31", "23:59", "America/New_York", "2027-01-01T04:59:00.000Z"],
  ["2026-02-28", "12:00", "UTC", "2026-02-28T12:00:00.000Z"],
  ["2026-06-01", "12:00", "Australia/Lord_Howe", "2026-06-01T01:30:00.000Z"],
  ["2011-12-29", "12:00", "Pacific/Apia", "2011-12-29T22:00:00.000Z"],
])("%s %s in %s is %s", (date, time, zone, instant) => {
  expect(at(date, time, zone)).toBe(instant);
});

test.each([
  ["2026-03-29", "02:00", "Europe/Berlin"],
  ["2026-03-29", "02:59", "Europe/Berlin"],
  ["2026-03-08", "02:30", "America/New_York"],
  ["2026-10-04", "02:15", "Australia/Lord_Howe"],
  ["2011-12-30", "12:00", "Pacific/Apia"],
])("%s %s doesn't exist in %s", (date, time, timezone) => {
  expect(at(date, time, timezone)).toBeUndefined();
  expect(() => spanOf({ date, time, timezone, duration: 60 })).toThrow(Failure);
});

test.each([
  ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
  ["2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
])("of the two %s %s in %s the earlier one is meant", (date, time, zone, instant) => {
  expect(at(date, time, zone)).toBe(instant);
});

test("a span is as long as it lasts, whatever clocks do meanwhile", () => {
  expect(spanOf({ date: "2026-03-29", time: "01:00", timezone: "Europe/Berlin", duration: 120 })).toEqual({
    starts_at: "2026-03-29T00:00:00.000Z",
    ends_at: "2026-03-29T02:00:00.000Z",
  });
});

test("every hour of a year in every one of these zones is the hour that its clock shows", () => {
  for (const timeZone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata"])
    for (let hour = 0; hour < 365 * 24; hour += 7) {
      const instant = new Date(Date.UTC(2026, 0, 1, hour));
      const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(
        instant,
      );
      const [date = "", time = ""] = shown.split(" ");
      const found = instantOf(date, time, timeZone)?.getTime() ?? 0;
      // The later of two is told as the earlier.
      expect([instant.getTime(), instant.getTime() - 3600_000]).toContain(found);
    }
});
