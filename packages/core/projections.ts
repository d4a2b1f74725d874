import { projectAuthored } from "./authored";
import { projectCourse } from "./catalogue";
import { indexCourse } from "./course.search";
import { concernsNoList, indexUser, projectUser } from "./directory";
import { projectOrder } from "./ledger";
import type { User } from "./user.entity";

/** Everything that is derived from a course. The lists come first: a category that moves finds its courses by them. */
export async function projectWholeCourse(id: string, thorough?: boolean): Promise<void> {
  await projectCourse(id);
  await projectAuthored(id);
  await indexCourse(id, thorough);
}

/**
 * What follows from a source, by its entity: brings everything that is derived from it to what it says now. A rebuild is
 * thorough: it trusts no record of what was derived before.
 */
export const projections: Record<string, (id: string, thorough?: boolean) => Promise<void>> = {
  course: projectWholeCourse,
  order: (id) => projectOrder(id),
  user: async (id, thorough) => {
    await projectUser(id);
    await indexUser(id, thorough);
  },
};

type Row = Record<string, unknown>;

/** Changes from which nothing follows, though they are of a source: told by what it was and what it became. */
export const unconcerned: Record<string, (before: Row, after: Row) => boolean> = {
  // The images of a user's row are users.
  user: (before, after) => concernsNoList(before as User, after as User),
};
