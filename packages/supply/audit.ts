import { z } from "zod";
import type { Acceptance } from "./audit.accepted";

const severities = ["info", "low", "moderate", "high", "critical"] as const;

const Advisory = z.object({
  ...{ url: z.string(), title: z.string(), name: z.string(), severity: z.enum(severities) },
});

/** What `npm audit --json` answers: by package, its own advisories, and the names of packages that it has others' from. */
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([Advisory, z.string()])) })),
});

/** How npm puts it that there is no report. */
const Refusal = z.union([
  z.object({ error: z.object({ summary: z.string() }) }).transform(({ error }) => error.summary),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

type Advisory = z.infer<typeof Advisory>;

/** What became of asking. */
export type Verdict =
  | { kind: "unasked"; why: string }
  | { kind: "judged"; faults: string[]; accepted: string[]; lesser: number };

const idOf = ({ url }: Advisory): string => url.slice(url.lastIndexOf("/") + 1);

const grave = ({ severity }: Advisory): boolean => severities.indexOf(severity) >= severities.indexOf("high");

function advisoriesIn({ vulnerabilities }: z.infer<typeof Report>): Advisory[] {
  const all = Object.values(vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one !== "string"));
  return [...new Map(all.map((advisory) => [idOf(advisory), advisory])).values()];
}

const say = (advisory: Advisory): string =>
  `${idOf(advisory)} ${advisory.severity}: ${advisory.name}, ${advisory.title} (${advisory.url})`;

/** Acceptances that have run out, or that nothing answers to any more. */
const stale = (acceptances: readonly Acceptance[], found: ReadonlySet<string>, today: string): string[] =>
  acceptances.flatMap(({ advisory, until }) => {
    if (!found.has(advisory)) return [`${advisory} is accepted, but nothing here has it any more`];
    return until < today ? [`${advisory} was accepted until ${until}`] : [];
  });

function judge(advisories: readonly Advisory[], acceptances: readonly Acceptance[], today: string): Verdict {
  const holds = new Set(acceptances.filter(({ until }) => until >= today).map(({ advisory }) => advisory));
  const serious = advisories.filter(grave);
  const faults = serious.filter((advisory) => !holds.has(idOf(advisory))).map(say);
  return {
    kind: "judged",
    faults: [...faults, ...stale(acceptances, new Set(advisories.map(idOf)), today)],
    accepted: serious.filter((advisory) => holds.has(idOf(advisory))).map(say),
    lesser: advisories.length - serious.length,
  };
}

/** Judges npm's answer on a day. Whatever isn't a report of npm's is no verdict: nobody must take it for a clean one. */
export function verdictOn(answer: string, acceptances: readonly Acceptance[], now: Date): Verdict {
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    return { kind: "unasked", why: answer.trim().slice(0, 300) || "npm said nothing" };
  }
  const report = Report.safeParse(json);
  if (report.success) return judge(advisoriesIn(report.data), acceptances, now.toISOString().slice(0, 10));
  const { data: why = "npm's report has a shape that isn't known here" } = Refusal.safeParse(json);
  return { kind: "unasked", why };
}
