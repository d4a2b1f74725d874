import type { World } from "./world";

type Check = () => string[];
type Tell = (line: string) => void;

/** Calls after which whatever goes on can't be coming to an end. */
const enough = 5000;

/** Lets everything that is under way come to its end. */
async function finish(world: World, check: Check, tell: Tell): Promise<string[]> {
  while (world.live.size > 0) {
    const [next] = world.parked;
    if (world.calls > enough) return [`${[...world.live].map(({ name }) => name)} don't come to an end`];
    if (next) {
      await world.release(next, "none");
      tell(`${next.by.name}: ${next.call.what}`);
    } else await world.wait(world.untilAwake() ?? 1000);
    const found = check();
    if (found.length > 0) return found;
  }
  return [];
}

async function consumeAll(world: World, check: Check, tell: Tell): Promise<string[]> {
  for (let behind = true; behind; ) {
    behind = false;
    for (const consumer of world.consumers) {
      while (await world.consume(consumer)) {
        behind = true;
        const found = await finish(world, check, tell);
        if (found.length > 0) return found;
      }
    }
  }
  return [];
}

/** Tries of a webhook before Stripe gives it up. */
const tries = 3;

async function deliverAll(world: World, check: Check, tell: Tell): Promise<string[]> {
  for (let turn = 0; turn < tries && world.letters.length > 0; turn++)
    for (const id of [...world.letters]) {
      await world.deliver(id);
      const found = await finish(world, check, tell);
      if (found.length > 0) return found;
    }
  world.letters.length = 0;
  return [];
}

const minute = 60_000;

/** Time that is given to what works by the clock: expiry of holds and offers, and what follows from them. */
const spans = [0, minute, 31 * minute, minute, 13 * 60 * minute, minute, 13 * 60 * minute, minute];

/** Nothing goes wrong any more, everything is delivered, and time passes until there is nothing left to be done. */
export async function rest(world: World, check: Check, tell: Tell): Promise<string[]> {
  const stages = [
    () => finish(world, check, tell),
    () => deliverAll(world, check, tell),
    async () => ((await world.tick("sweeper")) ? finish(world, check, tell) : []),
    async () => ((await world.tick("reconciler")) ? finish(world, check, tell) : []),
    () => deliverAll(world, check, tell),
    () => consumeAll(world, check, tell),
  ];
  for (const span of spans) {
    await world.wait(span);
    tell(`${span / 1000} s pass`);
    for (const stage of stages) {
      const found = await stage();
      if (found.length > 0) return found;
    }
  }
  return [];
}
