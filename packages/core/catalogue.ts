import { Courses } from "./course.entity";
import { countListed, deleteListing, putListing, scopesOf } from "./listing";
import { project } from "./projection";

/** Puts a course into every list where it belongs now, and takes it out of every other. */
export const projectCourse = (id: string): Promise<void> =>
  project(`course#${id}`, async () => {
    const { data: course } = await Courses.get({ id }).go({ consistent: true });
    return {
      lists: scopesOf(course ?? undefined),
      created_at: course?.created_at,
      steps: ({ added, removed, kept }, created_at = "") => [
        ...(course ? [...added, ...kept].map((scope) => putListing(scope, course)) : []),
        ...removed.map((scope) => deleteListing(scope, { id, created_at })),
        ...added.flatMap((scope) => countListed(scope, 1)),
        ...removed.flatMap((scope) => countListed(scope, -1)),
      ],
    };
  });
