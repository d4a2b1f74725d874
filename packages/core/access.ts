import { Failure } from "#contract/failure";
import { wanted } from "./batch";
import { type Course, Courses } from "./course.entity";
import { type Enrollment, Enrollments, givesAccess } from "./enrollment.entity";
import { isId } from "./id";
import type { Session } from "./session";
import { ownerOf } from "./slug";

/** @throws Failure not_enrolled */
export function requireAccess(enrollment: Enrollment | undefined): Enrollment {
  if (!enrollment || !givesAccess(enrollment)) throw new Failure("not_enrolled");
  return enrollment;
}

/** Whether somebody has the say over a course. */
export const isAuthor = (course: Course, by: Session): boolean =>
  by.role === "admin" || (by.role === "instructor" && course.instructor_id === by.id);

/** @throws Failure course_not_found, not_owner */
export function requireAuthor(course: Course | undefined, by: Session): Course {
  if (!course) throw new Failure("course_not_found");
  if (!isAuthor(course, by)) throw new Failure("not_owner");
  return course;
}

/** Id of a course from its id or a slug, an old one too: no call, or one. @throws Failure course_not_found */
export async function courseIdOf(reference: string): Promise<string> {
  const id = isId("crs", reference) ? reference : await ownerOf("course", reference);
  if (!id) throw new Failure("course_not_found");
  return id;
}

export const courseOf = (id: string) => wanted(Courses.get({ id }).params(), (Item) => Courses.parse({ Item }));

export const enrollmentOf = (course_id: string, user_id: string) =>
  wanted(Enrollments.get({ user_id, course_id }).params(), (Item) => Enrollments.parse({ Item }));
