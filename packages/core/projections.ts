import { projectCourse } from "./catalogue";
import { indexCourse } from "./course.search";
import { projectOrder } from "./ledger";

/**
 * What follows from a source, by its entity: brings everything that is derived from it to what it says now. A rebuild is
 * thorough: it trusts no record of what was derived before.
 */
export const projections: Record<string, (id: string, thorough?: boolean) => Promise<void>> = {
  course: async (id, thorough) => {
    await projectCourse(id);
    await indexCourse(id, thorough);
  },
  order: (id) => projectOrder(id),
};
