/** What a wording can name. */
export interface Facts {
  name: string;
  course: string;
  /** "23 November 2026" */
  date: string;
  code: string;
}

/** A stretch of the wording: as it was written, or one of the facts. */
export interface Stretch {
  text: string;
  /** Which of the facts it is. */
  fact?: keyof Facts;
}

const placeholder = /\{\{\s*(name|course|date|code)\s*\}\}/;

const isFact = (key: string, facts: Facts): key is keyof Facts => Object.hasOwn(facts, key);

/**
 * A course's own wording with the facts in their places. Filled once: a name that looks like a placeholder stays a name,
 * and what looks like a placeholder and is none stays as it was written.
 */
export function filled(wording: string, facts: Facts): Stretch[] {
  const parts = wording.split(placeholder);
  const stretches = parts.map((part, index): Stretch => {
    const named = index % 2 === 1 && isFact(part, facts);
    return named ? { text: facts[part], fact: part } : { text: part };
  });
  return stretches.filter(({ text }) => text !== "");
}

/** "23 November 2026", as the calendar in India says. */
export const day = (instant: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Kolkata", day: "numeric", month: "long", year: "numeric" }).format(
    new Date(instant),
  );
