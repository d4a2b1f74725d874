import { type PriceName, prices } from "./prices";

/** How much of what is used; what isn't named, not at all. */
export type Quantities = Partial<Record<PriceName, number>>;

const namesOf = (quantities: Quantities): PriceName[] => Object.keys(quantities) as PriceName[];

export const times = (quantities: Quantities, factor: number): Quantities =>
  Object.fromEntries(namesOf(quantities).map((name) => [name, (quantities[name] ?? 0) * factor]));

export function plus(...all: readonly Quantities[]): Quantities {
  const sum: Quantities = {};
  for (const quantities of all)
    for (const name of namesOf(quantities)) sum[name] = (sum[name] ?? 0) + (quantities[name] ?? 0);
  return sum;
}

/** Dollars for some of one thing. @throws Error for what isn't a quantity: no sum may hide it */
export function priceOf(name: PriceName, quantity: number): number {
  if (!Number.isFinite(quantity) || quantity < 0) throw new Error(`${quantity} is no quantity of ${name}`);
  const { usd, per } = prices[name];
  return (quantity * usd) / per;
}

/** Dollars by service, the dearest first. */
export function byService(quantities: Quantities): [string, number][] {
  const sums = new Map<string, number>();
  for (const name of namesOf(quantities)) {
    const { service } = prices[name];
    sums.set(service, (sums.get(service) ?? 0) + priceOf(name, quantities[name] ?? 0));
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

export const total = (quantities: Quantities): number =>
  byService(quantities).reduce((sum, [, dollars]) => sum + dollars, 0);
