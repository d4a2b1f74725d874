import type { Chance } from "./chance";

/** Something that shall happen at a time of the realm. */
export interface Timer {
  /** Milliseconds since the epoch. */
  at: number;
  run: () => void;
  /** Who goes on then; nobody, for a mere guard over somebody's time. */
  sleeper?: object;
}

const realImmediate = setImmediate;

/** A clock that moves when it is told to, and timers that go by it. */
export class Realm {
  private readonly timers = new Set<Timer>();

  constructor(
    /** Milliseconds since the epoch. */
    public now: number,
    /** Where ids and jitter come from. */
    readonly chance: Chance,
  ) {}

  /** Runs the callback that many milliseconds from now, when the clock is moved so far. */
  later(callback: () => void, milliseconds = 0, sleeper?: object): Timer {
    const timer = { at: this.now + Math.max(1, milliseconds), run: callback, sleeper };
    this.timers.add(timer);
    return timer;
  }

  forget(timer: Timer): void {
    this.timers.delete(timer);
  }

  /** Whether somebody goes on by the clock. */
  sleeps(somebody: object): boolean {
    for (const { sleeper } of this.timers) if (sleeper === somebody) return true;
    return false;
  }

  /** The next timer to go off, at a time or before. */
  due(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.timers) if (timer.at <= until && (!next || timer.at < next.at)) next = timer;
    return next;
  }

  /** Moves the clock to the timer, and lets it go off. */
  fire(timer: Timer): void {
    this.timers.delete(timer);
    this.now = Math.max(this.now, timer.at);
    timer.run();
  }
}

/** Milliseconds of real time after which somebody who is neither done nor waiting can't be expected any more. */
const longest = 60_000;

/** Resolves when whatever can go on without waiting for anything outside has gone on. */
export async function quiet(isQuiet: () => boolean): Promise<void> {
  const turn = () => new Promise((resolve) => realImmediate(resolve));
  const begun = performance.now();
  await turn();
  // What is loaded when it is first needed takes its time.
  while (!isQuiet()) {
    if (performance.now() - begun > longest) throw new Error("something waits for what isn't simulated");
    await turn();
  }
  await turn();
}
