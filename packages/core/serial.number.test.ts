import { financialYear, numberIn, seriesNow, seriesOf } from "./serial.number";

test.each([
  ["2026-11-25T12:00:00.000Z", "2627"],
  ["2027-03-31T18:29:59.999Z", "2627"],
  ["2027-03-31T18:30:00.000Z", "2728"],
  ["2026-01-01T00:00:00.000Z", "2526"],
  ["2099-04-01T00:00:00.000Z", "9900"],
])("%s is in the financial year %s", (instant, year) => {
  expect(financialYear(new Date(instant))).toBe(year);
});

test("a number is as short as the law wants, of the signs that it allows, and tells its series", () => {
  const series = seriesNow("IQ", new Date("2026-11-25T12:00:00Z"));
  const number = numberIn(series, 1);
  expect(number).toBe("IQ/2627/0000001");
  expect(numberIn(series, 9_999_999)).toMatch(/^[A-Z0-9/-]{1,16}$/);
  expect(seriesOf(number)).toBe(series);
});
