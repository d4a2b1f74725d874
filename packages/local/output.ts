import type { LogLine } from "./cloud/invocation";

interface RequestLine {
  /** What CloudWatch makes metrics of. */
  _aws?: unknown;
  message?: string;
  level?: string;
  route?: string;
  status?: number;
  ms?: number;
}

function parsed(line: string): RequestLine | undefined {
  try {
    return JSON.parse(line) as RequestLine;
  } catch {
    return undefined;
  }
}

/** A function's log line as a person reads it: requests in one short line, no metrics, everything else as it is. */
export function printLine({ functionName, line }: LogLine): void {
  const log = parsed(line);
  if (log?._aws) return;
  if (log?.route) console.log(`${log.status} ${log.route} ${log.ms} ms${log.level === "ERROR" ? `\n${line}` : ""}`);
  else console.log(`${functionName}: ${line}`);
}
