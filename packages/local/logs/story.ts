import { type Entry, isLine, type Line, type Run, toldBy } from "./entry";

/** What is asked for; each narrows the others. */
export interface Question {
  /** `orders` */
  function?: string;
  /** `error` */
  level?: string;
  /** A request's id, or what its client called it. */
  request?: string;
}

/** All ids of what one id belongs to: a request has the gateway's, and the one that its client gave it. */
function idsOf(entries: readonly Entry[], id: string): Set<string> {
  const ids = new Set([id]);
  for (const entry of entries.filter(isLine)) {
    const { requestId, cause } = toldBy(entry);
    if (cause !== undefined && (requestId === id || cause === id)) ids.add(cause);
  }
  return ids;
}

/** Whether a line is one of those asked for. */
export function answering(entries: readonly Entry[], question: Question): (line: Line) => boolean {
  const ids = question.request === undefined ? undefined : idsOf(entries, question.request);
  return (line) => {
    const { level, cause, requestId } = toldBy(line);
    if (question.function !== undefined && line.function !== question.function) return false;
    if (question.level !== undefined && level?.toLowerCase() !== question.level.toLowerCase()) return false;
    return !ids || ids.has(cause ?? "") || ids.has(requestId ?? "");
  };
}

/** An invocation, and those of its lines that belong to the story. */
export interface Chapter {
  run: Run;
  lines: Line[];
}

/** Every invocation that something led to, in the order in which they began. */
export function chaptersOf(entries: readonly Entry[], id: string): Chapter[] {
  const ids = idsOf(entries, id);
  const lines = entries.filter(isLine).filter(answering(entries, { request: id }));
  const runs = entries.filter((entry): entry is Run => !isLine(entry));
  return runs
    .map((run) => ({ run, lines: lines.filter(({ invocation }) => invocation === run.invocation) }))
    .filter(({ run, lines: own }) => own.length > 0 || run.causes.some((cause) => ids.has(cause)))
    .sort((one, other) => one.run.at.localeCompare(other.run.at));
}
