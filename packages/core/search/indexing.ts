import { createHash } from "node:crypto";
import { commit, pause, type Step } from "../transaction";
import { columnSize, withValue } from "./column";
import type { Kind, SearchDocument } from "./document";
import { type BlockKey, columnKey, postingKey } from "./keys";
import { hold, type Mark, move, newMark, Overtaken, readMark } from "./mark";
import { blockSize, withLevel } from "./posting";
import { deleteCard, nextOrdinal, putCard, readBlocks, replace, Stale } from "./rows";
import { nothing, termsOf, union, vocabularyOf } from "./terms";

/** A change of one block; made anew whenever the block was found changed by somebody else. */
interface Change {
  key: BlockKey;
  make: (content: Uint8Array | undefined) => Uint8Array | undefined;
}

/** What is to be in the index of a document; of one that is gone, nothing. */
type Target = Omit<Mark, "stamp">;

const digestOf = (document: SearchDocument | undefined): string =>
  createHash("sha256")
    .update(JSON.stringify(document ?? null))
    .digest("base64url");

const targetOf = ({ kind, id, ordinal }: Mark, document: SearchDocument | undefined): Target => ({
  ...{ kind, id, ordinal, digest: digestOf(document), sorts: document?.sorts ?? {} },
  ...(document ? vocabularyOf({ ...document, filters: [...document.filters, ""] }) : nothing),
});

/** All blocks that may differ from what they are to be: all of the document's while it isn't known what they hold. */
function changesOf(mark: Mark, target: Target): Change[] {
  const { kind, ordinal } = mark;
  const known = mark.digest !== undefined || mark.stamp === 0;
  const [before, after] = [termsOf(mark), termsOf(target)];
  const terms = [...new Set([...before.keys(), ...after.keys()])]
    .filter((term) => !known || before.get(term) !== after.get(term))
    .map((term): Change => {
      const key = postingKey(kind, term, Math.floor(ordinal / blockSize));
      return { key, make: (content) => withLevel(content, ordinal % blockSize, after.get(term) ?? 0) };
    });
  const columns = [...new Set([...Object.keys(mark.sorts), ...Object.keys(target.sorts)])]
    .filter((name) => !known || mark.sorts[name] !== target.sorts[name])
    .map((name): Change => {
      const key = columnKey(kind, name, Math.floor(ordinal / columnSize));
      return { key, make: (content) => withValue(content, ordinal % columnSize, target.sorts[name]) };
    });
  return [...terms, ...columns];
}

const same = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one && other ? Buffer.compare(one, other) === 0 : one === other;

/** The changes, together with the guards in one transaction; again from new contents when a block moved meanwhile. */
async function apply(changes: Change[], guards: Step[]): Promise<void> {
  for (;;) {
    const contents = await readBlocks(changes.map(({ key }) => key));
    const steps = changes.flatMap(({ key, make }, index) => {
      const [before, after] = [contents[index], make(contents[index])];
      return same(before, after) ? [] : [replace(key, before, after)];
    });
    try {
      return await commit([...guards, ...steps]);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
  }
}

/** Blocks of one transaction: DynamoDB's hundred steps, less the mark and the card. */
const most = 98;

function groupsOf(changes: Change[]): Change[][] {
  const groups: Change[][] = [];
  for (let from = 0; from < changes.length; from += most) groups.push(changes.slice(from, from + most));
  return groups;
}

/** Takes the mark: until it is moved on, the index holds anything between what it held and what is to come. */
async function take(mark: Mark, target: Target): Promise<Mark> {
  const { digest: _unknown, ...both } = {
    ...target,
    ...union(mark, target),
    sorts: { ...mark.sorts, ...target.sorts },
  };
  await commit([move(mark, both)]);
  return { ...both, stamp: mark.stamp + 1 };
}

/** Brings the index from one mark to the next. What doesn't fit one transaction is announced on the mark first. */
async function advance(mark: Mark, target: Target, card: Step): Promise<void> {
  const groups = groupsOf(changesOf(mark, target));
  const last = groups.pop() ?? [];
  const held = groups.length > 0 ? await take(mark, target) : mark;
  for (const group of groups) await apply(group, [hold(held)]);
  await apply(last, [move(held, target), card]);
}

type Describe = () => Promise<SearchDocument | undefined>;

async function attempt(kind: Kind, id: string, describe: Describe, thorough: boolean): Promise<void> {
  const present = await readMark(kind, id);
  // The source is read after the mark: whoever brought the index further meanwhile moved the mark.
  const document = await describe();
  if (!present && !document) return;
  if (present?.digest === digestOf(document) && !thorough) return;
  const known = present ?? newMark(kind, id, await nextOrdinal(kind));
  const mark = thorough ? { ...known, digest: undefined } : known;
  const shown = document ? putCard(kind, mark.ordinal, document.card) : deleteCard(kind, mark.ordinal);
  await advance(mark, targetOf(mark, document), shown);
}

/** Being overtaken more often is for the stream to try again. */
const mostTries = 20;

/**
 * Brings the index to what one source says now. What the index holds of it is on record and every change demands that
 * record, so stream records delivered twice, late or out of order, a crash between two changes, and a rebuild
 * meanwhile, all end in the same index. What didn't change isn't written.
 * @param describe reads the source as it is now, consistently; undefined when it is not to be found any more
 * @param thorough looks at every block of the document, whatever is on record: for a rebuild
 * @example
 * await indexed("post", id, async () => { const post = await read(id); return post && documentOf(post) });
 */
export async function indexed(kind: Kind, id: string, describe: Describe, thorough = false): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(kind, id, describe, thorough);
    } catch (error) {
      if (!(error instanceof Overtaken) || tries > mostTries) throw error;
      // Two that both need several transactions would overtake each other for ever, if neither gave way.
      if (error.working) await pause(tries + 4);
    }
  }
}
