import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FinishedInvocation, LogLine } from "#local/cloud/invocation";
import type { Entry } from "./entry";

/** Where a copy keeps what its functions told: the younger file, and the older one. */
export const filesOf = (directory: string) => ({
  young: join(directory, "logs", "functions.jsonl"),
  old: join(directory, "logs", "functions.old.jsonl"),
});

/** Bytes of one file: twice that is the most that is kept. */
const most = 16 * 1024 * 1024;

/** `instaiq-dev-ordersFunctionA1B2C3D4-KVS6CHP3SOV3` is `orders`. */
const shortName = (name: string): string => /(\w+)Function[0-9A-F]{8}/.exec(name)?.[1] ?? name;

/** Keeps what functions write, and what they call, as lines of a file. */
export class Chronicle {
  private readonly files: ReturnType<typeof filesOf>;
  private size: number;

  constructor(
    directory: string,
    private readonly limit = most,
  ) {
    this.files = filesOf(directory);
    mkdirSync(join(directory, "logs"), { recursive: true });
    this.size = existsSync(this.files.young) ? statSync(this.files.young).size : 0;
  }

  tell({ functionName, requestId: invocation, line }: LogLine): void {
    this.append({ at: new Date().toISOString(), function: shortName(functionName), invocation, line });
  }

  finish({ functionName, requestId: invocation, durationMs, causes, calls, outcome }: FinishedInvocation): void {
    this.append({
      ...{ at: new Date(Date.now() - durationMs).toISOString(), function: shortName(functionName), invocation },
      ...{ ms: Math.round(durationMs), causes, error: outcome.error?.errorMessage },
      calls: calls.map(({ service, action, status, ms }) => ({ service, action, status, ms: ms && Math.round(ms) })),
    });
  }

  private append(entry: Entry): void {
    const text = `${JSON.stringify(entry)}\n`;
    if (this.size + text.length > this.limit) {
      renameSync(this.files.young, this.files.old);
      this.size = 0;
    }
    appendFileSync(this.files.young, text);
    this.size += Buffer.byteLength(text);
  }
}
