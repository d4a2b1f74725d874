import { type Line, type Run, toldBy } from "./entry";
import type { Chapter } from "./story";

const time = (at: string): string => at.slice(11, 23);

/** `12:03:44.120 orders INFO POST /api/orders/create-payment 201 42 ms` */
export function lineText(entry: Line): string {
  const { level, message, route, status, ms, ...more } = toldBy(entry);
  const head = `${time(entry.at)} ${entry.function}`;
  if (level === undefined) return `${head} ${entry.line}`;
  if (route !== undefined) return `${head} ${level} ${status} ${route} ${ms} ms`;
  const { timestamp: _t, service: _s, xray_trace_id: _x, cause: _c, ...rest } = more;
  return `${head} ${level} ${message} ${JSON.stringify(rest)}`;
}

type Called = Run["calls"][number];

const callText = ({ service, action, status, ms }: Called): string =>
  status === undefined ? `${service} ${action} not answered` : `${service} ${action} ${status} ${ms} ms`;

const runText = ({ at, function: name, ms, error }: Run): string =>
  `${time(at)} ${name} ${ms} ms${error === undefined ? "" : ` FAILED ${error}`}`;

/** Lines below another, each with its branch. */
function branches(texts: readonly string[][]): string[] {
  return texts.flatMap(([first = "", ...below], index) => {
    const last = index === texts.length - 1;
    return [`${last ? "└─ " : "├─ "}${first}`, ...below.map((text) => `${last ? "   " : "│  "}${text}`)];
  });
}

const chapterTexts = ({ run, lines }: Chapter): string[] => [
  runText(run),
  ...branches([...run.calls.map((call) => [callText(call)]), ...lines.map((line) => [lineText(line)])]),
];

/** The first invocation, what it called, and below it those that followed from it. */
export function traceText([first, ...following]: readonly Chapter[]): string {
  if (!first) return "";
  const { run, lines } = first;
  const own = [...run.calls.map((call) => [callText(call)]), ...lines.map((line) => [lineText(line)])];
  return [runText(run), ...branches([...own, ...following.map(chapterTexts)])].join("\n");
}
