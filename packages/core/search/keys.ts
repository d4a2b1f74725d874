import type { Kind } from "./document";

/** Where a row stands. */
export interface Key {
  pk: string;
  sk: string;
}

/** A block of a term or of a column. */
export interface BlockKey extends Key {
  block: number;
}

const partition = (kind: Kind, name: string): string => `search#${kind}#${name}`;

const blockKey = (pk: string, block: number): BlockKey => ({ pk, sk: String(block).padStart(6, "0"), block });

export const postingKey = (kind: Kind, term: string, block: number) => blockKey(partition(kind, term), block);

/** No term begins with the sign. */
export const columnKey = (kind: Kind, name: string, block: number) => blockKey(partition(kind, `@${name}`), block);

export const cardKey = (kind: Kind, ordinal: number): Key => ({ pk: `searched#${kind}#${ordinal}`, sk: "card" });
