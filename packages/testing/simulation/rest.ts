import type { World } from "./world";

type Check = () => string[];
type Tell = (line: string) => void;

/** Calls after which whatever goes on can't be coming to an end. */
const enough = 5000;

/** Lets everything that is under way come to its end. */
async function finish(world: World, check: Check, tell: Tell): Promise<string[]> {
  const { turns } = world;
  while (turns.live.size > 0) {
    const [next] = turns.parked;
    if (turns.calls > enough) return [`${[...turns.live].map(({ name }) => name)} don't come to an end`];
    if (next) {
      await turns.release(next, "none");
      tell(`${next.by.name}: ${next.call.what}`);
    } else await turns.wait(turns.untilAwake() ?? 1000);
    const found = check();
    if (found.length > 0) return found;
  }
  return [];
}

async function consumeAll(world: World, check: Check, tell: Tell): Promise<string[]> {
  for (let behind = true; behind; ) {
    behind = false;
    for (const consumer of world.lambda.consumers) {
      while (await world.lambda.consume(consumer)) {
        behind = true;
        const found = await finish(world, check, tell);
        if (found.length > 0) return found;
        if (consumer.isFailing) await world.turns.wait(10_000);
      }
    }
  }
  return [];
}

/** Tries of a webhook before Stripe gives it up. */
const tries = 3;

async function deliverAll(world: World, check: Check, tell: Tell): Promise<string[]> {
  const { webhooks } = world;
  for (let turn = 0; turn < tries && webhooks.letters.length > 0; turn++)
    for (const id of [...webhooks.letters]) {
      await webhooks.deliver(id);
      const found = await finish(world, check, tell);
      if (found.length > 0) return found;
    }
  webhooks.giveUp();
  return [];
}

/** Rounds after which whatever falls due again and again isn't going to end. */
const rounds = 60;

/** Longer than the reconciler leaves to webhooks. */
const quarter = 15 * 60_000;

/** Nothing goes wrong any more, everything is delivered, and time passes until there is nothing left to be done. */
export async function rest(world: World, check: Check, tell: Tell): Promise<string[]> {
  const run = async (name: "sweeper" | "reconciler") =>
    (await world.lambda.tick(name)) ? finish(world, check, tell) : finish(world, check, tell);
  const settle = async () => [...(await deliverAll(world, check, tell)), ...(await consumeAll(world, check, tell))];
  const pass = async (milliseconds: number) => {
    await world.turns.wait(milliseconds);
    tell(`${milliseconds / 1000} s pass`);
    return run("sweeper");
  };
  const sweepAll = async () => {
    for (let round = 0, at = world.nextDue(); at !== undefined; at = world.nextDue(), round++) {
      if (round > rounds) return ["work falls due again and again"];
      const found = [...(await pass(Math.max(1, at + 1 - world.now))), ...(await settle())];
      if (found.length > 0) return found;
    }
    return [];
  };
  const stages = [
    () => finish(world, check, tell),
    settle,
    sweepAll,
    () => pass(quarter),
    () => run("reconciler"),
    settle,
    sweepAll,
  ];
  for (const stage of stages) {
    const found = await stage();
    if (found.length > 0) return found;
  }
  return [];
}
