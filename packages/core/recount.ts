import { readTogether } from "./batch";
import { recount } from "./completion";
import { lessonsOf } from "./curriculum";
import { curriculumOf, type PlannedLesson } from "./curriculum.entity";
import { type DueWork, done, postpone, schedule } from "./due";
import { type Enrollment, Enrollments, givesAccess } from "./enrollment.entity";
import { nothingYet, percentageOf } from "./progress";
import { ProgressRows } from "./progress.entity";
import type { Step } from "./transaction";

const minute = 60_000;

/**
 * The step that has everybody's percentage brought to a changed curriculum. Edits of one minute share one recount; it
 * is due a whole minute later at least, so that none of them can still be under way when it comes.
 */
export const scheduleRecount = (courseId: string, now: Date): Step =>
  schedule("recount-progress", courseId, new Date((Math.floor(now.getTime() / minute) + 2) * minute));

/** Learners looked at with one query. */
const pageSize = 50;
/** Pages per sweep, so that one course doesn't take the minute of all other work. */
const pagesAtOnce = 10;
/** Learners brought up side by side. */
const abreast = 10;

/** Those whose enrollment doesn't say what the curriculum asks for now. */
async function outdated(enrollments: Enrollment[], lessons: PlannedLesson[]): Promise<Enrollment[]> {
  const learning = enrollments.filter((enrollment) => givesAccess(enrollment) && !enrollment.completion_date);
  if (learning.length === 0) return [];
  const { data } = await ProgressRows.get(learning.map(({ user_id, course_id }) => ({ user_id, course_id }))).go();
  const rows = new Map(data.map((row) => [row.user_id, row]));
  return learning.filter((enrollment) => {
    const row = rows.get(enrollment.user_id) ?? nothingYet(enrollment.course_id, enrollment.user_id);
    return percentageOf({ lessons, enrollment, row }) !== enrollment.progress_percentage;
  });
}

async function recountAll(enrollments: Enrollment[], now: Date): Promise<void> {
  for (let from = 0; from < enrollments.length; from += abreast)
    await Promise.all(
      enrollments.slice(from, from + abreast).map(({ course_id, user_id }) => recount(course_id, user_id, now)),
    );
}

/**
 * Goes through a course's learners, as far as one sweep may. What is left is put off under a subject that says where
 * to go on (`<course>@<cursor>`), so that two recounts of one course don't get into each other's way.
 */
export async function recountProgress(work: DueWork, now: Date): Promise<void> {
  const [course_id = "", start] = work.subject.split("@");
  const { curriculum } = await readTogether({ curriculum: curriculumOf(course_id) }, { consistent: true });
  const lessons = lessonsOf(curriculum?.sections ?? []);
  let cursor: string | null = start ?? null;
  for (let page = 0; page < pagesAtOnce; page++) {
    const learners: Awaited<ReturnType<typeof pageOf>> = await pageOf(course_id, cursor);
    await recountAll(await outdated(learners.data, lessons), now);
    cursor = learners.cursor;
    if (cursor === null) return done(work);
  }
  return postpone(work, now, `${course_id}@${cursor}`);
}

const pageOf = (course_id: string, cursor: string | null) =>
  Enrollments.query.ofCourse({ course_id }).go({ limit: pageSize, cursor });
