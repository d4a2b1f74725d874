import { projectAuthored } from "./authored";
import { projectCourse } from "./catalogue";
import { projectOrder } from "./ledger";

type Projection = (id: string) => Promise<void>;

const oneByOne =
  (...parts: Projection[]): Projection =>
  async (id) => {
    for (const part of parts) await part(id);
  };

/** Everything that is derived from a course. */
export const projectWholeCourse = oneByOne(projectCourse, projectAuthored);

/** What follows from a source, by its entity: brings everything that is derived from it to what it says now. */
export const projections: Record<string, Projection> = {
  course: projectWholeCourse,
  order: projectOrder,
};
