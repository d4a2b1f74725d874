import { columnSize, packColumn } from "#core/search/column";
import type { Kind, SearchDocument } from "#core/search/document";
import { columnKey, type Key, postingKey } from "#core/search/keys";
import { blockSize, type Posting, pack } from "#core/search/posting";
import { everything, type Level, termsOf, vocabularyOf } from "#core/search/terms";

/** A document at its place in the index. */
export interface Indexed {
  ordinal: number;
  document: SearchDocument;
}

/** A block of the index, as it is in the table. */
export type BlockRow = Key & { packed: Uint8Array };

/** Groups by block, so that one block's arrays are in memory at a time. */
function byBlock(entries: readonly Indexed[], size: number): Map<number, Indexed[]> {
  const blocks = new Map<number, Indexed[]>();
  for (const entry of entries) {
    const block = Math.floor(entry.ordinal / size);
    const present = blocks.get(block);
    if (present) present.push(entry);
    else blocks.set(block, [entry]);
  }
  return blocks;
}

const levelsOf = ({ document }: Indexed): [string, Level][] => [...termsOf(vocabularyOf(document)), [everything, 1]];

function* postingRows(kind: Kind, entries: readonly Indexed[]): Generator<BlockRow> {
  for (const [block, members] of byBlock(entries, blockSize)) {
    const postings = new Map<string, Posting>();
    for (const entry of members)
      for (const [term, level] of levelsOf(entry)) {
        const posting = postings.get(term) ?? new Uint8Array(blockSize);
        posting[entry.ordinal % blockSize] = level;
        postings.set(term, posting);
      }
    for (const [term, posting] of postings) {
      const { pk, sk } = postingKey(kind, term, block);
      yield { pk, sk, packed: pack(posting) ?? new Uint8Array() };
    }
  }
}

function* columnRows(kind: Kind, entries: readonly Indexed[]): Generator<BlockRow> {
  for (const [block, members] of byBlock(entries, columnSize)) {
    const names = new Set(members.flatMap(({ document }) => Object.keys(document.sorts ?? {})));
    for (const name of names) {
      const values = new Map(members.map(({ ordinal, document }) => [ordinal % columnSize, document.sorts?.[name]]));
      const packed = packColumn(Array.from({ length: columnSize }, (_, place) => values.get(place)));
      const { pk, sk } = columnKey(kind, name, block);
      if (packed) yield { pk, sk, packed };
    }
  }
}

/** Every block of an index that holds these documents and no others. */
export function* blockRows(kind: Kind, entries: readonly Indexed[]): Generator<BlockRow> {
  yield* postingRows(kind, entries);
  yield* columnRows(kind, entries);
}
