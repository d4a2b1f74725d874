import { addDays, addMonths, dayOf, daysBetween, mondayOf, monthOf } from "./day";

describe("a day in India", () => {
  it.each([
    ["2026-11-23T18:29:59.999Z", "2026-11-23"],
    ["2026-11-23T18:30:00.000Z", "2026-11-24"],
    ["2026-12-31T18:29:00.000Z", "2026-12-31"],
    ["2026-12-31T18:31:00.000Z", "2027-01-01"],
    ["2028-02-28T18:30:00.000Z", "2028-02-29"],
  ])("at %s is %s", (at, day) => expect(dayOf(new Date(at))).toBe(day));

  it.each([
    ["2026-11-23", "2026-11-23"],
    ["2026-11-29", "2026-11-23"],
    ["2026-11-30", "2026-11-30"],
    ["2027-01-03", "2026-12-28"],
  ])("%s is of the week that begins on Monday, %s", (day, monday) => expect(mondayOf(day)).toBe(monday));

  it("is added to and taken from, over the ends of months and leap days", () => {
    expect([addDays("2028-02-28", 1), addDays("2026-03-01", -1)]).toEqual(["2028-02-29", "2026-02-28"]);
    expect(daysBetween("2026-12-30", "2027-01-02")).toBe(3);
  });

  it("is of a month, and months are added over the end of a year", () => {
    expect(monthOf("2026-11-23")).toBe("2026-11");
    expect([addMonths("2026-11", 3), addMonths("2026-01", -1)]).toEqual(["2027-02", "2025-12"]);
  });
});
