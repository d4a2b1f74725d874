import { type DueWork, done, postpone } from "./due";
import { eventIdsIn, projectEvent } from "./event.lists";
import { courseIdsIn } from "./listing";
import { projectWholeCourse } from "./projections";

/** Courses of one sweep: with room for the other work that is due. */
const portion = 100;

/**
 * After a category's move: takes the courses in it and below it to the lists of where it stands now. They all
 * stand in the category's own list, which doesn't move; whatever comes into it meanwhile has the new path already. What
 * is more than a portion comes with the next sweep, from where this one stopped.
 */
export async function reprojectCategory(work: DueWork, now: Date): Promise<void> {
  const { ids, next } = await courseIdsIn(work.subject, portion, work.after);
  for (const id of ids) await projectWholeCourse(id);
  return next ? postpone({ ...work, after: next }, now) : done(work);
}

/** The same for events. */
export async function reprojectEvents(work: DueWork, now: Date): Promise<void> {
  const { ids, next } = await eventIdsIn(work.subject, portion, work.after);
  for (const id of ids) await projectEvent(id);
  return next ? postpone({ ...work, after: next }, now) : done(work);
}
