import type { Level } from "./terms";

/** Documents of one block. Their levels take 512 bytes at most where all have at most the first. */
export const blockSize = 4096;

/** A term's level for every document of a block. */
export type Posting = Uint8Array;

// A set within a known universe, in the shortest of four ways. The first byte says which.
const empty = 0;
const full = 1;
const listed = 2;
const unlisted = 3;
const mapped = 4;

const positions = (numbers: number[]): Buffer => Buffer.from(Uint16Array.from([numbers.length, ...numbers]).buffer);

function bitmap(members: number[], universe: number): Buffer {
  const bits = Buffer.alloc(Math.ceil(universe / 8));
  for (const member of members) bits[member >> 3] = (bits[member >> 3] ?? 0) | (1 << (member & 7));
  return bits;
}

// These two are loops because they go over whole blocks, once for every word of a text.

/** What the members, which are in their order, leave out. */
function others(members: number[], universe: number): number[] {
  const missing: number[] = [];
  let next = 0;
  for (let position = 0; position < universe; position++)
    if (members[next] === position) next++;
    else missing.push(position);
  return missing;
}

function holders(posting: Posting): number[] {
  const members: number[] = [];
  for (let ordinal = 0; ordinal < posting.length; ordinal++) if (posting[ordinal]) members.push(ordinal);
  return members;
}

function packSet(members: number[], universe: number): Buffer {
  const kind = (code: number, ...content: Buffer[]) => Buffer.concat([Buffer.of(code), ...content]);
  if (members.length === 0) return kind(empty);
  if (members.length === universe) return kind(full);
  const missing = universe - members.length;
  const shorter = Math.min(members.length, missing);
  if (2 + 2 * shorter >= universe / 8) return kind(mapped, bitmap(members, universe));
  return shorter === missing ? kind(unlisted, positions(others(members, universe))) : kind(listed, positions(members));
}

/** Reads sets one after the other. */
class Reader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  /** The members in their order. */
  set(universe: number): number[] {
    const code = this.byte();
    if (code === empty) return [];
    if (code === full) return others([], universe);
    if (code === mapped) return this.bitmap(universe);
    const numbers = Array.from({ length: this.short() }, () => this.short());
    return code === listed ? numbers : others(numbers, universe);
  }

  private bitmap(universe: number): number[] {
    const start = this.at;
    this.at += Math.ceil(universe / 8);
    const members: number[] = [];
    for (let position = 0; position < universe; position++)
      if ((this.bytes[start + (position >> 3)] ?? 0) & (1 << (position & 7))) members.push(position);
    return members;
  }

  private byte = (): number => this.bytes[this.at++] ?? 0;
  private short = (): number => this.byte() | (this.byte() << 8);
}

/**
 * Three sets, each within the one before: whoever has the level at all, of those whoever has the second, of those
 * whoever has the third. A set is written as places in the one before it, so that words that stand in titles only
 * cost nothing twice.
 * @returns undefined where no document has the term.
 */
export function pack(posting: Posting): Uint8Array | undefined {
  let members = holders(posting);
  if (members.length === 0) return undefined;
  const sets = [packSet(members, posting.length)];
  for (const level of [2, 3]) {
    const chosen = [...members.entries()].filter(([, ordinal]) => (posting[ordinal] ?? 0) >= level);
    const places = chosen.map(([place]) => place);
    sets.push(packSet(places, members.length));
    members = chosen.map(([, ordinal]) => ordinal);
  }
  return Buffer.concat(sets);
}

export function unpack(bytes: Uint8Array | undefined): Posting {
  const posting = new Uint8Array(blockSize);
  if (!bytes) return posting;
  const reader = new Reader(bytes);
  let members = reader.set(blockSize);
  for (const level of [1, 2, 3]) {
    for (const ordinal of members) posting[ordinal] = level;
    if (level === 3) break;
    const within = members;
    members = reader.set(within.length).map((place) => within[place] ?? 0);
  }
  return posting;
}

/** The block with one document's level changed. */
export function withLevel(bytes: Uint8Array | undefined, place: number, level: Level): Uint8Array | undefined {
  const posting = unpack(bytes);
  posting[place] = level;
  return pack(posting);
}
