import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { FunctionDefinition } from "./function";

const BOOTSTRAP = fileURLToPath(new URL("./bootstrap.cjs", import.meta.url));

/** Each holds some 50 MB. */
const PARKED_AT_MOST = 30;

/** Idle threads, the one that was parked last at the end. */
export type ParkedThreads = { kind: string; thread: Worker }[];

const kindOf = ({ root, handler, memoryMegabytes }: FunctionDefinition): string =>
  `${root} ${handler} ${memoryMegabytes}`;

/** Takes off what its last user listens to, and nothing of Node's own. */
function forget(thread?: Worker): void {
  for (const event of ["message", "error", "exit"]) thread?.removeAllListeners(event);
}

/**
 * The threads of execution environments. Where there is a parking place, an environment's end leaves its thread there
 * for the next environment of the same code, which evaluates the code anew: what is kept is what V8 has compiled.
 */
export class Threads {
  constructor(private readonly parked?: ParkedThreads) {}

  take(definition: FunctionDefinition): Worker {
    const kind = kindOf(definition);
    const place = this.parked?.findLastIndex((one) => one.kind === kind) ?? -1;
    const [found] = place < 0 ? [] : (this.parked?.splice(place, 1) ?? []);
    forget(found?.thread);
    found?.thread.ref();
    return found?.thread ?? this.start(definition);
  }

  /** Ends the thread, or parks it; `reusable` when it is idle and sound. */
  async leave(thread: Worker, definition: FunctionDefinition, reusable: boolean): Promise<void> {
    if (!this.parked || !reusable) {
      await thread.terminate();
      return;
    }
    forget(thread);
    for (const event of ["error", "exit"]) thread.once(event, () => this.drop(thread));
    thread.unref();
    this.parked.push({ kind: kindOf(definition), thread });
    if (this.parked.length > PARKED_AT_MOST) await this.parked.shift()?.thread.terminate();
  }

  private drop(thread: Worker): void {
    const place = this.parked?.findIndex((one) => one.thread === thread) ?? -1;
    if (place >= 0) this.parked?.splice(place, 1);
  }

  private start({ memoryMegabytes }: FunctionDefinition): Worker {
    return new Worker(BOOTSTRAP, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
  }
}
