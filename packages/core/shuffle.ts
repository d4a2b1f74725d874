import { createHash } from "node:crypto";

const place = (seed: string, id: string): string => createHash("sha256").update(`${seed}\n${id}`).digest("hex");

/** An order that looks random, and is the same for the same seed. */
export const shuffled = <Item extends { id: string }>(items: readonly Item[], seed: string): Item[] =>
  items
    .map((item) => ({ item, at: place(seed, item.id) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ item }) => item);
