import type { SearchDocument } from "./document";
import { prefixesOf, wordsOf } from "./words";

/**
 * How well a term describes a document: 1 a word begins with it, 2 a word of the title does, 3 it is a word of the
 * title, whole. Each includes those below.
 */
export type Level = 0 | 1 | 2 | 3;

/** What a level adds to a document's rank. */
export const weight: Record<Level, number> = { 0: 0, 1: 1, 2: 3, 3: 4 };

/** The words of a document, and what it can be narrowed to: all that its terms follow from. */
export interface Vocabulary {
  title: string[];
  texts: string[];
  filters: string[];
}

/** Different words of the further texts that are found; a course's description can have thousands. */
const mostWords = 100;

export const nothing: Vocabulary = { title: [], texts: [], filters: [] };

export const vocabularyOf = ({ title, texts, filters }: SearchDocument): Vocabulary => ({
  title: wordsOf(title),
  texts: wordsOf(texts.join("\n")).slice(0, mostWords),
  filters: [...new Set(filters)],
});

const together = (one: string[], other: string[]): string[] => [...new Set([...one, ...other])];

/** What either of them has. Its terms are those of both, each at the higher of its levels. */
export const union = (one: Vocabulary, other: Vocabulary): Vocabulary => ({
  title: together(one.title, other.title),
  texts: together(one.texts, other.texts),
  filters: together(one.filters, other.filters),
});

/** The term by which a filter is kept; no word has the sign. */
export const filterTerm = (filter: string): string => `=${filter}`;

/** The term of every document there is. */
export const everything = filterTerm("");

/** Every term that finds a document, and how well it does. */
export function termsOf({ title, texts, filters }: Vocabulary): Map<string, Level> {
  const terms = new Map<string, Level>();
  for (const word of texts) for (const prefix of prefixesOf(word)) terms.set(prefix, 1);
  for (const word of title) for (const prefix of prefixesOf(word)) terms.set(prefix, 2);
  for (const word of title) terms.set(word, 3);
  for (const filter of filters) terms.set(filterTerm(filter), 1);
  return terms;
}
