/** A document's place in the order of a search: by score, then latest first. */
export interface Place {
  score: number;
  ordinal: number;
}

export type Order = "asc" | "desc";

/** Below 0 where one comes before the other. */
const compare = (one: Place, other: Place, order: Order): number =>
  (order === "asc" ? one.score - other.score : other.score - one.score) || other.ordinal - one.ordinal;

/** Where the place belongs among places in order. */
function rankIn(places: Place[], place: Place, order: Order): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = places[middle];
    if (found && compare(found, place, order) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The first so many of the places, in order, behind the one given. Sorting a hundred thousand would take ten times as
 * long: nearly all of them are seen to be too late by one comparison.
 */
export function firstBehind(places: Iterable<Place>, count: number, order: Order, behind: Place | undefined): Place[] {
  const first: Place[] = [];
  for (const place of places) {
    if (behind && compare(place, behind, order) <= 0) continue;
    const last = first[count - 1];
    if (last && compare(last, place, order) < 0) continue;
    first.splice(rankIn(first, place, order), 0, place);
    if (first.length > count) first.pop();
  }
  return first;
}
