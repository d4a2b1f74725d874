import { type Course, Courses } from "./course.entity";
import { cardOf } from "./listing";

type Card = ReturnType<typeof cardOf>;

/** Milliseconds that a card is kept: as long as browsers keep the public catalogue. */
const keptFor = 30_000;
/** Cards kept per Lambda; the oldest goes first. */
const most = 2000;

const kept = new Map<string, { card: Card; until: number }>();

function keep(course: Course, now: Date): void {
  kept.delete(course.id);
  if (kept.size >= most) kept.delete(kept.keys().next().value ?? "");
  kept.set(course.id, { card: cardOf(course), until: now.getTime() + keptFor });
}

const present = (id: string, now: Date): Card | undefined => {
  const found = kept.get(id);
  return found && found.until > now.getTime() ? found.card : undefined;
};

/**
 * The cards of these courses, none older than half a minute; a course that is gone has none. One call for those that
 * aren't kept, and none when all are.
 */
export async function cardsOf(ids: string[], now: Date): Promise<Map<string, Card>> {
  const unknown = ids.filter((id) => !present(id, now)).map((id) => ({ id }));
  const { data } = unknown.length > 0 ? await Courses.get(unknown).go() : { data: [] };
  for (const course of data) keep(course, now);
  const cards = new Map<string, Card>();
  for (const id of ids) {
    const card = present(id, now);
    if (card) cards.set(id, card);
  }
  return cards;
}
