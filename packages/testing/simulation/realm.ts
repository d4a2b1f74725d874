import nodeCrypto from "node:crypto";
import nodeTimers from "node:timers";
import type { Chance } from "./chance";

type Callback = (...given: unknown[]) => void;

/** Something that shall happen at a time of the realm. */
interface Timer {
  /** Milliseconds since the epoch. */
  at: number;
  run: () => void;
  /** Who goes on then; nobody, for a mere guard over somebody's time. */
  sleeper?: object;
}

/** How callbacks and whoever waits for them belong together. */
export interface Belonging {
  /** Keeps what a callback belongs to until it runs. */
  bound: (callback: () => void) => () => void;
  /** Whoever is going on at this moment. */
  present: () => object | undefined;
}

const RealDate = Date;
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

function dateOf(realm: Realm): DateConstructor {
  function VirtualDate(this: unknown, ...given: unknown[]) {
    if (!new.target) return new RealDate(realm.now).toString();
    // Whatever a Date can be made of.
    return given.length === 0 ? new RealDate(realm.now) : Reflect.construct(RealDate, given);
  }
  const { parse, UTC, prototype } = RealDate;
  return Object.assign(VirtualDate, { now: () => realm.now, parse, UTC, prototype }) as unknown as DateConstructor;
}

/** What is replaced: an object, a name of it, and what stands there meanwhile. */
type Replacement = [object: object, name: string, value: unknown];

function timersOf(realm: Realm, { bound, present }: Belonging) {
  const handle = { unref: () => undefined, ref: () => undefined, hasRef: () => false };
  const set =
    (sleeper: () => object | undefined) =>
    (callback: Callback, milliseconds?: number, ...given: unknown[]) =>
      Object.assign(
        realm.later(
          bound(() => callback(...given)),
          milliseconds,
          sleeper(),
        ),
        handle,
      );
  return { sleep: set(present), guard: set(() => undefined) };
}

function replacements(realm: Realm, belonging: Belonging): Replacement[] {
  const { chance } = realm;
  const { sleep, guard } = timersOf(realm, belonging);
  const forget = (timer?: Timer) => timer && realm.forget(timer);
  const randomBytes = (count: number) => chance.bytes(count);
  const getRandomValues = <Values extends Uint8Array>(values: Values) => {
    values.set(chance.bytes(values.length));
    return values;
  };
  return [
    [globalThis, "Date", dateOf(realm)],
    [globalThis, "setTimeout", sleep],
    [globalThis, "clearTimeout", forget],
    // The gateway functions watch their time by it.
    [nodeTimers, "setTimeout", guard],
    [nodeTimers, "clearTimeout", forget],
    [Math, "random", () => chance.fraction()],
    [globalThis.crypto, "randomUUID", () => chance.uuid()],
    [globalThis.crypto, "getRandomValues", getRandomValues],
    [nodeCrypto, "randomUUID", () => chance.uuid()],
    [nodeCrypto, "randomBytes", randomBytes],
  ];
}

/** Lets everything in this process live in the realm, until the answer is called. */
export function enter(realm: Realm, belonging: Belonging): () => void {
  const undo = replacements(realm, belonging).map(([object, name, value]) => {
    const before = Object.getOwnPropertyDescriptor(object, name);
    Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: true });
    return () => {
      if (before) Object.defineProperty(object, name, before);
      else Reflect.deleteProperty(object, name);
    };
  });
  return () => {
    for (const restore of undo) restore();
  };
}
