import type { Pick, Shop } from "./shop";
import type { Trouble } from "./trouble";
import type { World } from "./world";

/** Makes a move, and says what it was; undefined: there was nothing to move. */
type Move = (world: World, shop: Shop, dice: Dice) => Promise<string | undefined>;

/** What a step's number says: which of many, and what goes wrong. */
interface Dice {
  /** Draws again and again from the same number. */
  pick: Pick;
  trouble: Trouble;
}

/** Of 256: how often that goes wrong with a call. */
const troubled: [Trouble, number][] = [
  ...([
    ["lost answer", 6],
    ["crash after", 6],
    ["crash before", 4],
    ["conflict", 5],
  ] as [Trouble, number][]),
  ...([
    ["throttled", 3],
    ["failed", 2],
    ["failed after", 3],
    ["lost request", 3],
  ] as [Trouble, number][]),
];

function troubleOf(number: number): Trouble {
  let left = 255 - number;
  for (const [trouble, share] of troubled) {
    if (left < share) return trouble;
    left -= share;
  }
  return "none";
}

const release: Move = async (world, _shop, { pick, trouble }) => {
  const { parked } = world.turns;
  if (parked.length === 0) return undefined;
  const one = pick(parked);
  const met = await world.turns.release(one, trouble);
  return `${one.by.name}: ${one.call.what}${met === "none" ? "" : ` (${met})`}`;
};

const acts = ["order", "order", "order", "pay", "pay", "verify", "again", "seat", "administer", "bank"] as const;

const act: Move = async (_world, shop, { pick }) => {
  if (shop.isBusy) return undefined;
  const what = pick(acts);
  await shop[what](pick);
  return `somebody: ${what}`;
};

/** Delivers what waits, or what was taken already. */
const deliver: Move = async (world, _shop, { pick }) => {
  const { letters, events } = world.webhooks;
  const known = pick([true, true, false]) ? letters : events.map(({ id }) => id);
  if (known.length === 0) return undefined;
  const id = pick(known);
  await world.webhooks.deliver(id);
  return `stripe delivers ${world.desk.books.events.get(id)?.type} ${id}`;
};

const lose: Move = async (world, _shop, { pick }) => {
  const { letters } = world.webhooks;
  if (letters.length === 0) return undefined;
  const id = pick(letters);
  world.webhooks.drop(id);
  return `stripe forgets ${id}`;
};

const consume: Move = async (world, _shop, { pick, trouble }) => {
  const consumer = pick(world.lambda.consumers);
  const began = await world.lambda.consume(consumer, trouble === "none");
  return began ? `${consumer.mapping.name} is told${trouble === "none" ? "" : ", and will be again"}` : undefined;
};

const tick: Move = async (world, _shop, { pick }) => {
  const name = pick(["sweeper", "sweeper", "sweeper", "reconciler"] as const);
  return (await world.lambda.tick(name)) ? `${name} is due` : undefined;
};

const second = 1000;
const minute = 60 * second;

const wait: Move = async (world, _shop, { pick }) => {
  const span = pick([second, second, 5 * second, minute, 3 * minute, 11 * minute, 31 * minute]);
  await world.turns.wait(span);
  return `${span / second} s pass`;
};

/** Of 1024: how often that is moved. */
const weights: [Move, number][] = [
  [release, 790],
  [act, 90],
  [deliver, 34],
  [consume, 54],
  [tick, 20],
  [wait, 30],
  [lose, 6],
];

function moveOf(number: number): Move {
  let left = number;
  for (const [move, weight] of weights) {
    if (left < weight) return move;
    left -= weight;
  }
  return release;
}

/** Makes the move that a step's number stands for: 10 bits for its kind, 14 for which, 8 for what goes wrong. */
export function moves(world: World, shop: Shop, step: number): Promise<string | undefined> {
  let which = (step >>> 10) & 0x3fff;
  const pick: Pick = (options) => {
    const option = options[which % options.length];
    which = Math.floor(which / options.length);
    if (option === undefined && options.length === 0) throw new Error("there is nothing to pick from");
    // An option can itself be undefined.
    return option as (typeof options)[number];
  };
  return moveOf(step & 0x3ff)(world, shop, { pick, trouble: troubleOf(step >>> 24) });
}
