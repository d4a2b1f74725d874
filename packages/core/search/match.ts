import { blockSize, unpack } from "./posting";
import { type Level, weight } from "./terms";

/** The blocks of one term, by number. */
export type TermBlocks = Map<number, Uint8Array>;

/** Documents that have every term, latest first, each with its rank. */
export interface Matches {
  ordinals: number[];
  ranks: number[];
}

/** Blocks in which every term has documents, highest first. */
function commonBlocks([first, ...others]: TermBlocks[]): number[] {
  const numbers = [...(first?.keys() ?? [])];
  return numbers.filter((number) => others.every((term) => term.has(number))).sort((one, two) => two - one);
}

/** Weights summed up over the terms, a filter's being the same for all; 0 for a document that lacks one of them. */
function rankBlock(terms: TermBlocks[], number: number): Uint8Array {
  const sums = new Uint8Array(blockSize).fill(1);
  for (const term of terms) {
    const posting = unpack(term.get(number));
    for (let place = 0; place < blockSize; place++) {
      const level = posting[place] as Level;
      const sum = sums[place] ?? 0;
      sums[place] = level === 0 || sum === 0 ? 0 : sum + weight[level];
    }
  }
  return sums;
}

export function matchAll(terms: TermBlocks[]): Matches {
  const matches: Matches = { ordinals: [], ranks: [] };
  for (const number of commonBlocks(terms)) {
    const sums = rankBlock(terms, number);
    for (let place = blockSize - 1; place >= 0; place--) {
      const sum = sums[place] ?? 0;
      if (sum === 0) continue;
      matches.ordinals.push(number * blockSize + place);
      matches.ranks.push(sum);
    }
  }
  return matches;
}
