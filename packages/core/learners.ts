import { cardsOf } from "./cards";
import { authored } from "./course";
import { type Enrollment, Enrollments } from "./enrollment.entity";
import { enrollmentView } from "./enrollment.view";
import { type Page, type Paging, readPage } from "./page";
import type { Session } from "./session";

const parse = (Items: Record<string, unknown>[]): Enrollment[] => Enrollments.parse({ Items }).data;

/** One page of a learner's courses: the enrollments, joined with the courses' cards. */
export async function listEnrolled(learner: Session, paging: Paging, now: Date) {
  const query = Enrollments.query.latest({ user_id: learner.id }).params({ order: "desc" });
  const page: Page<Enrollment> = await readPage(query, paging, parse);
  const cards = await cardsOf(
    page.rows.map(({ course_id }) => course_id),
    now,
  );
  // A course with enrollments is archived instead of deleted: every enrollment has its course.
  const rows = page.rows.flatMap((row) => {
    const course = cards.get(row.course_id);
    return course ? [{ ...enrollmentView(row), course }] : [];
  });
  return { ...page, rows };
}

/** One page of those who are in a course, latest first, for its author or an admin. @throws Failure course_not_found, not_owner */
export async function listLearners(reference: string, by: Session, paging: Paging) {
  const { id } = await authored(reference, by);
  const query = Enrollments.query.ofCourse({ course_id: id }).params({ order: "desc" });
  return readPage(query, paging, (items) => parse(items).map(enrollmentView));
}

/** One page of everything that somebody ever enrolled in, what they left included. */
export const listEnrollments = (user_id: string, paging: Paging): Promise<Page<Enrollment>> =>
  readPage(Enrollments.query.primary({ user_id }).params(), paging, parse);

/** The copies of somebody's name and address in their enrollments, to be replaced. */
export async function* namesInEnrollments(
  user_id: string,
  { name, email }: { name: string; email: string },
): AsyncGenerator<() => Promise<unknown>> {
  let cursor: string | null = null;
  do {
    const query = Enrollments.query.primary({ user_id });
    const page: { data: Enrollment[]; cursor: string | null } = await query.go({ cursor, limit: 100 });
    const named = page.data.filter(({ user_email }) => user_email !== email);
    const anonymous = { user_name: name, user_email: email };
    yield* named.map(
      ({ course_id }) =>
        () =>
          Enrollments.patch({ user_id, course_id }).set(anonymous).go(),
    );
    cursor = page.cursor;
  } while (cursor);
}
