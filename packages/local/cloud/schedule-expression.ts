/** The next time (ms since the epoch) that a schedule fires after `now`; undefined when never again. */
export type NextTime = (now: number) => number | undefined;

const MINUTE = 60_000;

const units: Record<string, number> = { minute: MINUTE, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };

/** Reads `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2026-12-01T09:00:00)`, in UTC; undefined for anything else. */
export function parseSchedule(expression: string): NextTime | undefined {
  const [, kind, argument = ""] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === "rate") return parseRate(argument);
  if (kind === "cron") return parseCron(argument.trim().split(/\s+/));
  if (kind === "at") return (now) => later(Date.parse(`${argument}Z`), now);
  return undefined;
}

function later(time: number, now: number): number | undefined {
  return time > now ? time : undefined;
}

function parseRate(argument: string): NextTime | undefined {
  const [, value, unit = ""] = /^(\d+) (minute|hour|day)s?$/.exec(argument) ?? [];
  const length = units[unit];
  return length === undefined ? undefined : (now) => now + Number(value) * length;
}

const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** Minutes, hours, day of month, month, day of week (1 is Sunday), year. */
function parseCron(fields: string[]): NextTime | undefined {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = [
    parseField(fields[0], 0, 59),
    parseField(fields[1], 0, 23),
    parseField(fields[2], 1, 31),
    parseField(fields[3], 1, 12, months),
    parseField(fields[4], 1, 7, days),
    parseField(fields[5], 1970, 2199),
  ];
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || !year) return undefined;
  const onDay = (date: Date) =>
    year(date.getUTCFullYear()) &&
    month(date.getUTCMonth() + 1) &&
    dayOfMonth(date.getUTCDate()) &&
    dayOfWeek(date.getUTCDay() + 1);
  return (now) => nextMatch(now, onDay, (date) => hour(date.getUTCHours()) && minute(date.getUTCMinutes()));
}

type Matches = (value: number) => boolean;

function parseField(field: string | undefined, min: number, max: number, names: string[] = []): Matches | undefined {
  const parts = field?.split(",").map((part) => parsePart(part, min, max, names)) ?? [undefined];
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? undefined : (value) => known.some((part) => part(value));
}

/** `*`, `?`, `5`, `MON`, `1-5`, `MON-FRI`, `0/15` */
function parsePart(part: string, min: number, max: number, names: string[]): Matches | undefined {
  if (part === "*" || part === "?") return () => true;
  const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  const number = (text: string) =>
    names.includes(text.toUpperCase()) ? names.indexOf(text.toUpperCase()) + 1 : Number(text);
  const first = from === "*" ? min : number(from);
  const last = to === undefined ? (step === undefined ? first : max) : number(to);
  if (from === "" || Number.isNaN(first) || Number.isNaN(last) || first < min || last > max) return undefined;
  return (value) => value >= first && value <= last && (value - first) % Number(step ?? 1) === 0;
}

/** Looks ahead for four years, so that 29 February is found. */
function nextMatch(now: number, onDay: (date: Date) => boolean, atTime: (date: Date) => boolean): number | undefined {
  const end = now + 4 * 366 * 24 * 60 * MINUTE;
  let time = Math.floor(now / MINUTE) * MINUTE + MINUTE;
  while (time <= end) {
    const date = new Date(time);
    if (!onDay(date)) time = new Date(time).setUTCHours(24, 0, 0, 0);
    else if (!atTime(date)) time += MINUTE;
    else return time;
  }
  return undefined;
}
