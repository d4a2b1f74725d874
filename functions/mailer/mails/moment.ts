interface Moment {
  day: string;
  time: string;
}

function momentIn(timeZone: string, instant: string): Moment {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, day: "numeric", month: "long", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  // Put together here: how Intl joins date and time differs between versions of Node.
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.get("day")} ${parts.get("month")} ${parts.get("year")}`,
    time: `${parts.get("hour")}:${parts.get("minute")}`,
  };
}

/** "23 November 2026, 17:30 IST (12:00 UTC)"; UTC's day is named where it is another. */
export function moment(instant: string): string {
  const [india, utc] = [momentIn("Asia/Kolkata", instant), momentIn("UTC", instant)];
  const elsewhere = india.day === utc.day ? utc.time : `${utc.day}, ${utc.time}`;
  return `${india.day}, ${india.time} IST (${elsewhere} UTC)`;
}
