import { Failure } from "#contract/failure";

// Times of an event's own place. Intl carries the time zones of the world with Node; a library would bring them again.

/** What clocks in a zone say at an instant, as if it were UTC; epoch milliseconds. */
function wallClock(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, calendar: "iso8601", numberingSystem: "latn", hourCycle: "h23" },
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(
    ...([part("year"), part("month") - 1, part("day")] as const),
    ...([part("hour"), part("minute"), part("second")] as const),
  );
}

const day = 24 * 3600_000;

/**
 * The instant at which clocks in a zone show a date and time. Where they show it twice, because they are put back, the
 * first time; where they never do, because they are put forward over it, none.
 */
export function instantOf(date: string, time: string, zone: string): Date | undefined {
  const wall = Date.parse(`${date}T${time}:00Z`);
  // A zone has at most one change within two days: one of its offsets before and after is the one that holds then.
  const offsets = [wall - day, wall + day].map((instant) => wallClock(zone, instant) - instant);
  const instants = offsets.map((offset) => wall - offset).filter((instant) => wallClock(zone, instant) === wall);
  return instants.length > 0 ? new Date(Math.min(...instants)) : undefined;
}

interface Said {
  date: string;
  time: string;
  timezone: string;
  /** Minutes. */
  duration: number;
}

/** @throws Failure invalid_input for a time that clocks are put forward over */
export function spanOf({ date, time, timezone, duration }: Said): { starts_at: string; ends_at: string } {
  const start = instantOf(date, time, timezone);
  if (!start) {
    const message = `doesn't exist on that day in ${timezone}: clocks are put forward over it`;
    throw new Failure("invalid_input", { errors: [{ path: "body.time", message }] });
  }
  const end = new Date(start.getTime() + duration * 60_000);
  return { starts_at: start.toISOString(), ends_at: end.toISOString() };
}
