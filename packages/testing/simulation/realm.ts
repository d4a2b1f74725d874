import nodeCrypto from "node:crypto";
import nodeTimers from "node:timers";
import type { Chance } from "./chance";

type Callback = (...given: unknown[]) => void;

/** Something that shall happen at a time of the realm. */
interface Timer {
  /** Milliseconds since the epoch. */
  at: number;
  run: () => void;
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
  later(callback: () => void, milliseconds = 0): Timer {
    const timer = { at: this.now + Math.max(1, milliseconds), run: callback };
    this.timers.add(timer);
    return timer;
  }

  forget(timer: Timer): void {
    this.timers.delete(timer);
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

/** Resolves when whatever can go on without waiting for anything outside has gone on. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => realImmediate(resolve));
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

/** @param bound keeps what a callback belongs to until it runs */
function replacements(realm: Realm, bound: (callback: () => void) => () => void): Replacement[] {
  const { chance } = realm;
  const later = (callback: Callback, milliseconds?: number, ...given: unknown[]) =>
    Object.assign(
      realm.later(
        bound(() => callback(...given)),
        milliseconds,
      ),
      {
        ...{ unref: () => undefined, ref: () => undefined, hasRef: () => false },
      },
    );
  const forget = (timer?: Timer) => timer && realm.forget(timer);
  const randomBytes = (count: number) => chance.bytes(count);
  const getRandomValues = <Values extends Uint8Array>(values: Values) => {
    values.set(chance.bytes(values.length));
    return values;
  };
  return [
    [globalThis, "Date", dateOf(realm)],
    [globalThis, "setTimeout", later],
    [globalThis, "clearTimeout", forget],
    [nodeTimers, "setTimeout", later],
    [nodeTimers, "clearTimeout", forget],
    [Math, "random", () => chance.fraction()],
    [globalThis.crypto, "randomUUID", () => chance.uuid()],
    [globalThis.crypto, "getRandomValues", getRandomValues],
    [nodeCrypto, "randomUUID", () => chance.uuid()],
    [nodeCrypto, "randomBytes", randomBytes],
  ];
}

/** Lets everything in this process live in the realm, until the answer is called. */
export function enter(realm: Realm, bound: (callback: () => void) => () => void): () => void {
  const undo = replacements(realm, bound).map(([object, name, value]) => {
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
