/** What can be searched for; each kind has an index of its own. */
export type Kind = "course" | "post" | "user" | "event";

/** A source as the index sees it. */
export interface SearchDocument {
  id: string;
  /** Words that weigh most. */
  title: string;
  /** Further texts, the weightiest first: of all of them together the first hundred different words are found. */
  texts: string[];
  /** What a search can be narrowed to: `level:beginner`, `status:active`. */
  filters: string[];
  /**
   * What a search can be ordered by: a whole number from 0 to 2^47 under each name. A column is packed as tightly as
   * its values lie together, so the coarsest unit that still tells them apart is the cheapest (minutes, not ms).
   */
  sorts?: Record<string, number>;
  /** What the result shows. */
  card: object;
}
