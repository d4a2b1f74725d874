import { periodOf, startsOf } from "./period";

/** Half past midnight of the 1st in India, still the 30th in London. */
const now = new Date("2026-11-30T19:00:00.000Z");

describe("a period", () => {
  it("is thirty days, twelve weeks or twelve months until today in India, unless it is said", () => {
    const until = (interval: "day" | "week" | "month") => periodOf({ interval }, now);
    expect(until("day")).toEqual({ from: "2026-11-02", to: "2026-12-01", interval: "day" });
    expect(until("week")).toEqual({ from: "2026-09-14", to: "2026-12-06", interval: "week" });
    expect(until("month")).toEqual({ from: "2026-01-01", to: "2026-12-31", interval: "month" });
    expect((["day", "week", "month"] as const).map((one) => startsOf(until(one)).length)).toEqual([30, 12, 12]);
  });

  it("is widened to whole weeks and months", () => {
    const asked = { from: "2026-02-11", to: "2026-03-01" };
    expect(periodOf({ ...asked, interval: "week" }, now)).toMatchObject({ from: "2026-02-09", to: "2026-03-01" });
    expect(periodOf({ ...asked, interval: "month" }, now)).toMatchObject({ from: "2026-02-01", to: "2026-03-31" });
    expect(startsOf(periodOf({ ...asked, interval: "month" }, now))).toEqual(["2026-02-01", "2026-03-01"]);
  });

  it("is a day at least", () => {
    expect(startsOf(periodOf({ from: "2026-02-11", to: "2026-02-11", interval: "day" }, now))).toEqual(["2026-02-11"]);
    expect(() => periodOf({ from: "2026-02-12", to: "2026-02-11", interval: "day" }, now)).toThrow();
  });
});
