import { columnReader, columnSize } from "./column";
import type { Kind } from "./document";
import { readColumn } from "./rows";

/** Milliseconds that a block of a column is kept: as long as browsers keep the public catalogue. */
const keptFor = 30_000;
/** Blocks kept per Lambda, two kilobytes each as a rule; the oldest goes first. */
const most = 2000;

/** The value at a place of a block. */
type Block = (place: number) => number | undefined;

/** Whoever has come in since a block was read is in the latest, so that nobody else moves while somebody leafs. */
interface Kept {
  first: Block;
  latest: Block;
  until: number;
}

const kept = new Map<string, Kept>();

const none: Block = () => undefined;

const blockOf = (ordinal: number): number => Math.floor(ordinal / columnSize);

const valueIn = (blocks: Map<number, Kept>, ordinal: number): number | undefined => {
  const found = blocks.get(blockOf(ordinal));
  return found?.first(ordinal % columnSize) ?? found?.latest(ordinal % columnSize);
};

function keep(key: string, read: Kept): void {
  kept.delete(key);
  if (kept.size >= most) kept.delete(kept.keys().next().value ?? "");
  kept.set(key, read);
}

/**
 * The value of each document in a column, none older than half a minute; 0 where it has none. Documents come highest
 * first. One call for the blocks that aren't kept, and none when all are. A document without a value in what is kept
 * has come in since: its block is read again.
 */
export async function valuesOf(kind: Kind, name: string, ordinals: number[], now: Date): Promise<number[]> {
  const blocks = new Map<number, Kept>();
  const keyOf = (number: number) => `${kind} ${name} ${number}`;
  for (const number of new Set(ordinals.map(blockOf))) {
    const found = kept.get(keyOf(number));
    if (found && found.until > now.getTime()) blocks.set(number, found);
  }
  const unknown = new Set(ordinals.filter((ordinal) => valueIn(blocks, ordinal) === undefined).map(blockOf));
  const packed = unknown.size > 0 ? await readColumn(kind, name, [...unknown].reverse()) : undefined;
  for (const number of unknown) {
    const bytes = packed?.get(number);
    const latest = bytes ? columnReader(bytes) : none;
    const read = { first: latest, until: now.getTime() + keptFor, ...blocks.get(number), latest };
    keep(keyOf(number), read);
    blocks.set(number, read);
  }
  return ordinals.map((ordinal) => valueIn(blocks, ordinal) ?? 0);
}
