/** A row as the table has it. */
export type Row = Record<string, unknown>;

/** What becomes of a row: attributes that get a value, and such that go. */
export interface Reshaping {
  set?: Row;
  remove?: readonly string[];
}

/** How rows of an older shape come to have today's. Declared once: readers understand old rows by it, and `migrate` changes them. */
export interface Migration {
  /** As its file is called: `2026-11-course-totals`. */
  id: string;
  about: string;
  entities: readonly string[];
  /**
   * Follows from the row alone, and names the attributes that it looks at: nothing of them may have changed when it is
   * written.
   * @returns undefined for a row that has today's shape
   */
  change(row: Row): Reshaping | undefined;
}

/** The row, changed. */
export function reshaped(row: Row, { set = {}, remove = [] }: Reshaping): Row {
  const kept = Object.entries(row).filter(([name]) => !remove.includes(name));
  return { ...Object.fromEntries(kept), ...set };
}
