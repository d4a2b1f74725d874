import nodeCrypto from "node:crypto";
import nodeTimers from "node:timers";
import type { Realm, Timer } from "./realm";

type Callback = (...given: unknown[]) => void;

/** How callbacks and whoever waits for them belong together. */
export interface Belonging {
  /** Keeps what a callback belongs to until it runs. */
  bound: (callback: () => void) => () => void;
  /** Whoever is going on at this moment. */
  present: () => object | undefined;
}

const RealDate = Date;

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

/** What a timer is to Node besides. */
const handle = { unref: () => undefined, ref: () => undefined, hasRef: () => false };

function timersOf(realm: Realm, { bound, present }: Belonging) {
  const set =
    (sleeper: () => object | undefined) =>
    (callback: Callback, milliseconds?: number, ...given: unknown[]) => {
      const run = bound(() => callback(...given));
      return Object.assign(realm.later(run, milliseconds, sleeper()), handle);
    };
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
