import { violationsAtRest, violationsNow } from "../invariants";
import { Chance } from "./chance";
import { moves } from "./moves";
import { rest } from "./rest";
import { Shop } from "./shop";
import { admin, beginning, buyers, stockWith } from "./stock";
import { World } from "./world";

/** One history: the seed of its ids and jitter, and what is chosen at each step. */
export interface Plot {
  seed: number;
  /** Seats that there are. */
  capacity: number;
  /** One number for each step; 0 is the dullest: the oldest call is carried out, and nothing goes wrong. */
  steps: number[];
}

export interface Outcome {
  /** What is broken, in words. */
  violations: string[];
  /** The same for the same history. */
  fingerprint: string;
  /** What has happened, a line for each step. */
  told: string[];
  /** Calls to the table and to Stripe that were carried out, or went wrong. */
  calls: number;
  /** The steps at which something has moved. */
  moved: number[];
}

const shortest = 30;
const longest = 260;

/** The history of a seed. */
export function plotOf(seed: number): Plot {
  const chance = new Chance(seed);
  const capacity = 1 + (chance.next() % 3);
  const length = shortest + (chance.next() % (longest - shortest));
  return { seed, capacity, steps: Array.from({ length }, () => chance.next()) };
}

type Told = Pick<Outcome, "told" | "moved">;

async function play(world: World, shop: Shop, plot: Plot, { told, moved }: Told): Promise<string[]> {
  const check = (): string[] => {
    if (!world.changed) return [...world.surprises];
    world.changed = false;
    return [...world.surprises, ...violationsNow(world.records(), new Date(world.now))];
  };
  const tell = (line: string) => told.push(`${new Date(world.now).toISOString().slice(5, 23)} ${line}`);
  for (const step of plot.steps) {
    const line = await moves(world, shop, step);
    if (line === undefined) continue;
    moved.push(step);
    tell(line);
    const found = check();
    if (found.length > 0) return found;
  }
  tell("from here on nothing goes wrong");
  const broken = await rest(world, check, tell);
  return broken.length > 0 ? broken : violationsAtRest(world.records(), new Date(world.now));
}

/** Lets a history happen. */
export async function live(plot: Plot): Promise<Outcome> {
  const stock = await stockWith(plot.capacity);
  const world = await World.open({ seed: plot.seed, at: beginning, content: stock.content });
  const told: Told = { told: [], moved: [] };
  const violations = await play(world, new Shop(world, stock), plot, told).catch(broken);
  const outcome = { violations, fingerprint: world.fingerprint(), calls: world.turns.calls, ...told };
  await world.close();
  for (const id of [admin, ...buyers]) world.product.forgetStanding(id);
  return outcome;
}

/** Whatever the simulation itself throws breaks a history, too. */
const broken = (error: unknown): string[] => [
  `the simulation broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
];
