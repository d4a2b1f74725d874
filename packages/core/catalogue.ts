import { categoryPathOf, countIn, countOut, stillIn } from "./category.member";
import { type Course, Courses } from "./course.entity";
import { countListed, deleteListing, putListing, scopesOf } from "./listing";
import { overtaken, project } from "./projection";
import type { Step } from "./transaction";

/** The count of a category's published courses is kept like a list of them, of which only the total matters. */
const countPrefix = "count|";
const isCount = (list: string): boolean => list.startsWith(countPrefix);
const countedIn = (list: string): string => list.slice(countPrefix.length);

function listsOf(course: Course | undefined, path: string[]): string[] {
  const category = path.at(-1);
  const scopes = scopesOf(course, path);
  return scopes.length > 0 && category ? [...scopes, countPrefix + category] : scopes;
}

interface Change {
  added: string[];
  removed: string[];
  kept: string[];
}

/** The steps in the categories' rows. A course goes where its category stands: should that move, it goes after it. */
const countSteps = ({ added, removed, kept }: Change, path: string[]): Step[] => [
  ...(added.some(isCount) ? [countIn(path, overtaken)] : []),
  ...(kept.some(isCount) ? [stillIn(path, overtaken)] : []),
  ...removed.filter(isCount).map((list) => countOut(countedIn(list))),
];

const listSteps = ({ added, removed, kept }: Change, course: Course | undefined, gone: Gone): Step[] => [
  ...(course ? [...added, ...kept].map((scope) => putListing(scope, course)) : []),
  ...removed.map((scope) => deleteListing(scope, gone)),
  ...added.flatMap((scope) => countListed(scope, 1)),
  ...removed.flatMap((scope) => countListed(scope, -1)),
];

interface Gone {
  id: string;
  created_at: string;
}

const scopesIn = ({ added, removed, kept }: Change): Change => {
  const scopes = (lists: string[]) => lists.filter((list) => !isCount(list));
  return { added: scopes(added), removed: scopes(removed), kept: scopes(kept) };
};

/** Puts a course into every list where it belongs now, and takes it out of every other. */
export const projectCourse = (id: string): Promise<void> =>
  project(`course#${id}`, async () => {
    const { data } = await Courses.get({ id }).go({ consistent: true });
    const course = data ?? undefined;
    const path = await categoryPathOf(course ?? {});
    return {
      lists: listsOf(course, path),
      created_at: course?.created_at,
      steps: (change, created_at = "") => [
        ...listSteps(scopesIn(change), course, { id, created_at }),
        ...countSteps(change, path),
      ],
    };
  });
