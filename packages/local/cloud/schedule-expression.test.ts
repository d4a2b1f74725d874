import { parseSchedule } from "./schedule-expression";

const NOW = Date.parse("2026-11-23T15:24:30Z"); // a Monday

describe("schedule expressions", () => {
  it.each([
    ["rate(1 minute)", "2026-11-23T15:25:30.000Z"],
    ["rate(2 hours)", "2026-11-23T17:24:30.000Z"],
    ["rate(1 day)", "2026-11-24T15:24:30.000Z"],
    ["cron(0 3 * * ? *)", "2026-11-24T03:00:00.000Z"],
    ["cron(0/15 * * * ? *)", "2026-11-23T15:30:00.000Z"],
    ["cron(30 9 ? * MON-FRI *)", "2026-11-24T09:30:00.000Z"],
    ["cron(0 12 1 JAN,JUL ? *)", "2027-01-01T12:00:00.000Z"],
    ["cron(0 0 29 2 ? *)", "2028-02-29T00:00:00.000Z"],
    ["cron(0 8 ? * 1 *)", "2026-11-29T08:00:00.000Z"],
    ["at(2026-12-01T09:00:00)", "2026-12-01T09:00:00.000Z"],
  ])("%s", (expression, expected) => {
    expect(new Date(parseSchedule(expression)?.(NOW) ?? 0).toISOString()).toBe(expected);
  });

  it("never fires again what lies in the past", () => {
    expect(parseSchedule("at(2020-01-01T00:00:00)")?.(NOW)).toBeUndefined();
    expect(parseSchedule("cron(0 0 1 1 ? 2020)")?.(NOW)).toBeUndefined();
  });

  it.each(["rate(5 weeks)", "cron(0 3 * *)", "cron(0 25 * * ? *)", "cron(0 0 L * ? *)", "every day"])(
    "doesn't understand %s",
    (expression) => expect(parseSchedule(expression)).toBeUndefined(),
  );
});
