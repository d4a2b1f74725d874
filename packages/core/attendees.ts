import { type DueWork, done, postpone } from "./due";
import { type Registration, Registrations, type SeatStatus } from "./registration.entity";

/** Rows of one query. */
const pageSize = 50;
/** Rows that are worked at side by side. */
const abreast = 10;
/** Pages of one sweep, so that one event doesn't take the minute of all other work. */
const pagesAtOnce = 10;

/** How far a walk has come: behind the row that the cursor names, in the list of this status. */
interface Place {
  status: SeatStatus;
  cursor: string | null;
}

export interface Walk {
  event_id: string;
  statuses: readonly SeatStatus[];
  act: (registration: Registration) => Promise<unknown>;
}

async function together(rows: Registration[], act: Walk["act"]): Promise<void> {
  for (let from = 0; from < rows.length; from += abreast) await Promise.all(rows.slice(from, from + abreast).map(act));
}

const behind = (place: Place, statuses: readonly SeatStatus[], cursor: string | null): Place | undefined => {
  if (cursor !== null) return { ...place, cursor };
  const next = statuses[statuses.indexOf(place.status) + 1];
  return next && { status: next, cursor: null };
};

/** @returns where to go on; undefined at the end */
async function walkOn({ event_id, statuses, act }: Walk, from: Place): Promise<Place | undefined> {
  let place: Place | undefined = from;
  for (let page = 0; place && page < pagesAtOnce; page++) {
    const { status, cursor }: Place = place;
    const query = Registrations.query.inStatus({ event_id, status });
    const found: { data: Registration[]; cursor: string | null } = await query.go({ limit: pageSize, cursor });
    // The tally is a row of the list, too, of another entity: ElectroDB leaves it out.
    await together(found.data, act);
    place = behind(place, statuses, found.cursor);
  }
  return place;
}

/**
 * Does something with everybody in an event, page after page, as far as one sweep may; the rest is put off. Done twice
 * with somebody, after a crash, it must do no harm.
 * @param end what to do when everybody had their turn, instead of taking the work off the list
 */
export async function walkAttendees(work: DueWork, walk: Walk, now: Date, end?: () => Promise<void>): Promise<void> {
  const first: Place = { status: walk.statuses[0] ?? "registered", cursor: null };
  const next = await walkOn(walk, (work.after as Place | undefined) ?? first);
  if (next) return postpone({ ...work, after: next }, now);
  return end ? end() : done(work);
}
