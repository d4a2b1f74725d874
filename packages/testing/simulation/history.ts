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
}

const length = 320;

/** The history of a seed. */
export function plotOf(seed: number): Plot {
  const chance = new Chance(seed);
  const capacity = 1 + (chance.next() % 3);
  return { seed, capacity, steps: Array.from({ length }, () => chance.next()) };
}

async function play(world: World, shop: Shop, plot: Plot, told: string[]): Promise<string[]> {
  const check = (): string[] => {
    if (!world.changed) return [];
    world.changed = false;
    return violationsNow(world.records(), new Date(world.now));
  };
  const tell = (line: string) => told.push(`${new Date(world.now).toISOString().slice(5, 23)} ${line}`);
  for (const step of plot.steps) {
    const line = await moves(world, shop, step);
    if (line === undefined) continue;
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
  const told: string[] = [];
  try {
    const violations = await play(world, new Shop(world, stock), plot, told);
    return { violations, fingerprint: world.fingerprint(), told, calls: world.calls };
  } catch (error) {
    const thrown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      violations: [`the simulation broke: ${thrown}`],
      fingerprint: world.fingerprint(),
      told,
      calls: world.calls,
    };
  } finally {
    await world.close();
    for (const id of [admin, ...buyers]) world.product.forgetStanding(id);
  }
}
