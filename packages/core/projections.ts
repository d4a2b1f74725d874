import { projectCourse } from "./catalogue";
import { projectOrder } from "./ledger";

/** What follows from a source, by its entity: brings everything that is derived from it to what it says now. */
export const projections: Record<string, (id: string) => Promise<void>> = {
  course: projectCourse,
  order: projectOrder,
};
