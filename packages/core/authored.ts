import type { CourseStatus } from "#contract/course";
import { Failure } from "#contract/failure";
import { type Course, Courses } from "./course.entity";
import { cardOf } from "./listing";
import type { Page, Paging } from "./page";
import type { Session } from "./session";
import { everyRow, listRows, shelve } from "./shelf";

/** Courses in whatever state: of everybody or one author, in any state or one. */
interface Wanted {
  instructor?: string;
  status?: CourseStatus;
}

const listOf = ({ instructor = "all", status }: Wanted): string =>
  ["authored", instructor, ...(status ? [status] : [])].join("#");

function listsOf({ instructor_id: instructor, status }: Course): string[] {
  return [{}, { status }, { instructor }, { instructor, status }].map(listOf);
}

const authoredCardOf = (course: Course) => ({
  ...cardOf(course),
  status: course.status,
  updated_at: course.updated_at,
});

/** Puts a course into its author's lists and those of all authors. */
export const projectAuthored = (id: string): Promise<void> =>
  shelve("authored", id, async () => {
    const { data: course } = await Courses.get({ id }).go({ consistent: true });
    return course ? { lists: listsOf(course), at: course.created_at, card: authoredCardOf(course) } : undefined;
  });

type Card = ReturnType<typeof authoredCardOf>;

/** The copies of an author's name in their courses, to be replaced; what shows the courses follows. */
export async function* namesInCourses(instructor: string, name: string): AsyncGenerator<() => Promise<unknown>> {
  for await (const { id, card } of everyRow<Card>(listOf({ instructor })))
    if (card.instructor.name !== name) yield () => Courses.patch({ id }).set({ instructor_name: name }).go();
}

/**
 * One page of the caller's own courses, latest first; for an admin everybody's, or those of one instructor.
 * @throws Failure not_owner for another's courses
 */
export async function listAuthored(by: Session, wanted: Wanted, paging: Paging) {
  const { instructor = by.role === "admin" ? undefined : by.id } = wanted;
  if (by.role !== "admin" && instructor !== by.id) throw new Failure("not_owner");
  const page: Page<Card> = await listRows(listOf({ ...wanted, instructor }), paging);
  return page;
}
