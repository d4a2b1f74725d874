import { blockSize, unpack } from "./posting";
import { type Level, weight } from "./terms";

/** The blocks of one term, by number. */
export interface TermBlocks {
  blocks: Map<number, Uint8Array>;
  /** Whether it is a word: filters say nothing of how well a document fits. */
  ranks: boolean;
}

/** Documents that have every term, latest first, each with its rank. */
export interface Matches {
  ordinals: number[];
  ranks: number[];
}

/** Blocks in which every term has documents, highest first. */
function commonBlocks([first, ...others]: TermBlocks[]): number[] {
  const numbers = [...(first?.blocks.keys() ?? [])];
  return numbers.filter((number) => others.every(({ blocks }) => blocks.has(number))).sort((one, two) => two - one);
}

/** Levels summed up over the terms; 0 for a document that lacks one of them. */
function rankBlock(terms: TermBlocks[], number: number): Uint8Array {
  // One more than the rank, so that a match of filters alone differs from none.
  const sums = new Uint8Array(blockSize).fill(1);
  for (const { blocks, ranks } of terms) {
    const posting = unpack(blocks.get(number));
    for (let place = 0; place < blockSize; place++) {
      const level = posting[place] as Level;
      if (level === 0) sums[place] = 0;
      else if (ranks && sums[place]) sums[place] = (sums[place] ?? 0) + weight[level];
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
      matches.ranks.push(sum - 1);
    }
  }
  return matches;
}
