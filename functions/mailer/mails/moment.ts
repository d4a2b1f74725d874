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

const india = (instant: string): Moment => momentIn("Asia/Kolkata", instant);
const utc = (instant: string): Moment => momentIn("UTC", instant);

/** "24 November 2026, 00:34 IST" */
export const indianTime = (instant: string): string => `${india(instant).day}, ${india(instant).time} IST`;

/** "23 November 2026, 19:04 UTC" */
export const universalTime = (instant: string): string => `${utc(instant).day}, ${utc(instant).time} UTC`;

/** "23 November 2026, 17:30 IST (12:00 UTC)"; UTC's day is named where it is another. */
export function bothTimes(instant: string): string {
  const elsewhere = india(instant).day === utc(instant).day ? `${utc(instant).time} UTC` : universalTime(instant);
  return `${indianTime(instant)} (${elsewhere})`;
}

/** "24 November 2026, 18:30 (Europe/Berlin)", as clocks in a zone say. */
export function timeIn(timeZone: string, instant: string): string {
  const { day, time } = momentIn(timeZone, instant);
  return `${day}, ${time} (${timeZone})`;
}
