import { projectAuthored } from "./authored";
import { projectCourse } from "./catalogue";
import { indexCourse } from "./course.search";
import { projectOrder } from "./ledger";

type Projection = (id: string, thorough?: boolean) => Promise<void>;

const oneByOne =
  (...parts: Projection[]): Projection =>
  async (id, thorough) => {
    for (const part of parts) await part(id, thorough);
  };

/** Everything that is derived from a course. */
export const projectWholeCourse = oneByOne(projectCourse, projectAuthored, indexCourse);

/**
 * What follows from a source, by its entity: brings everything that is derived from it to what it says now. A rebuild is
 * thorough: it trusts no record of what was derived before.
 */
export const projections: Record<string, Projection> = {
  course: projectWholeCourse,
  order: projectOrder,
};
