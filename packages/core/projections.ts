import { projectCourse } from "./catalogue";
import { indexCourse } from "./course.search";
import { projectOrder } from "./ledger";

/** What follows from a source, by its entity: brings everything that is derived from it to what it says now. */
export const projections: Record<string, (id: string) => Promise<void>> = {
  course: async (id) => {
    await projectCourse(id);
    await indexCourse(id);
  },
  order: projectOrder,
};
