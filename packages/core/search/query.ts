import { decodeCursor, encodeCursor } from "../cursor";
import { type Page, type Paging, skippedBy } from "../page";
import { firstBehind, type Order, type Place } from "./best";
import type { Kind } from "./document";
import { type Matches, matchAll } from "./match";
import { readCards, readPostings } from "./rows";
import { everything, filterTerm } from "./terms";
import { valuesOf } from "./values";
import { wordsOf } from "./words";

/** What is asked of the index. */
export interface SearchQuery {
  /** Empty: whatever the filters leave. A text without any letter or digit finds nothing. */
  words: string;
  /** All of them: `level:beginner`. */
  filters?: string[];
  /** The column to order by, instead of by how well the words fit. */
  sort?: { by: string; order: Order };
}

/** Different words of a query that count, the first ones: each costs a call. */
const mostWords = 6;

const searchedWords = (text: string): string[] => wordsOf(text).slice(0, mostWords);

/** Where a cursor stands: behind this score and ordinal, having shown so many of the total. */
type Position = [score: number, ordinal: number, seen: number, total: number];

const nothing: Matches = { ordinals: [], ranks: [] };

/** Every document that has all the words and filters: one query for each, at the same time. */
async function match(kind: Kind, words: string[], filters: string[]): Promise<Matches> {
  const terms = [...words, ...filters.map(filterTerm)];
  const asked = terms.length > 0 ? terms : [everything];
  return matchAll(await Promise.all(asked.map((term) => readPostings(kind, term))));
}

/** What they are ordered by. A single document needs no order, and most of what is looked for is rare. */
async function scoresOf(
  kind: Kind,
  { ordinals, ranks }: Matches,
  by: string | undefined,
  now: Date,
): Promise<number[]> {
  // Highest first, as the matches are.
  return by === undefined || ordinals.length < 2 ? ranks : valuesOf(kind, by, ordinals, now);
}

/**
 * One page of what the words and filters find: a call for each word and filter, one for what is shown, and where a sort
 * is asked for one for the column, which is kept for half a minute; however many documents there are.
 *
 * Without a sort the best fitting come first, of those alike the latest.
 * @throws Failure invalid_cursor
 * @example await search<CourseCard>("course", { words: "react hooks", filters: ["level:beginner"] }, { limit: 20, page: 1 }, now)
 */
export async function search<Card>(
  kind: Kind,
  query: SearchQuery,
  { limit, page, cursor }: Paging,
  now: Date,
): Promise<Page<Card>> {
  const [words, filters] = [searchedWords(query.words), [...new Set(query.filters)].sort()];
  const { by, order = "desc" } = query.sort ?? {};
  const context = JSON.stringify(["search", kind, words, filters, by, order]);
  const [score, ordinal, before, known] = cursor ? await decodeCursor<Position>(cursor, context) : [];
  const behind = score === undefined || ordinal === undefined ? undefined : { score, ordinal };
  const skipped = behind ? 0 : skippedBy({ limit, page });

  const wordless = words.length === 0 && query.words.trim() !== "";
  const matches = wordless ? nothing : await match(kind, words, filters);
  const scores = await scoresOf(kind, matches, by, now);
  const places = matches.ordinals.map((ordinal, index): Place => ({ ordinal, score: scores[index] ?? 0 }));
  const remaining = firstBehind(places, skipped + limit + 1, order, behind).slice(skipped);
  const shown = remaining.slice(0, limit);

  const cards = await readCards(
    kind,
    shown.map((place) => place.ordinal),
  );
  const total = known ?? places.length;
  const seen = (before ?? skipped) + shown.length;
  const last = shown.at(-1);
  return {
    rows: cards.flatMap((found) => (found ? [found as Card] : [])),
    total,
    totalPages: Math.ceil(total / limit),
    currentPage: before === undefined ? page : Math.floor(before / limit) + 1,
    nextCursor:
      last && remaining.length > limit ? await encodeCursor([last.score, last.ordinal, seen, total], context) : null,
  };
}
