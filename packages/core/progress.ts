import { Failure } from "#contract/failure";
import { courseIdOf, enrollmentOf, requireAccess } from "./access";
import { readTogether } from "./batch";
import { lessonsOf } from "./curriculum";
import { curriculumOf, type PlannedLesson } from "./curriculum.entity";
import type { Enrollment } from "./enrollment.entity";
import { type Page, type Paging, readPage } from "./page";
import { type Progress, ProgressRows, progressOf } from "./progress.entity";
import type { Session } from "./session";

const day = 24 * 3600 * 1000;

/** A learner's place in a course: what decides on their progress, read at one time. */
export interface Standing {
  lessons: PlannedLesson[];
  enrollment: Enrollment;
  row: Progress;
}

export const nothingYet = (course_id: string, user_id: string): Progress => ({
  ...{ course_id, user_id, completed: {}, positions: {}, stamp: 0 },
});

/** One call. @throws Failure not_enrolled */
export async function standingOf(course_id: string, user_id: string): Promise<Standing> {
  const wanted = {
    curriculum: curriculumOf(course_id),
    enrollment: enrollmentOf(course_id, user_id),
    row: progressOf(course_id, user_id),
  };
  const { curriculum, enrollment, row } = await readTogether(wanted, { consistent: true });
  return {
    lessons: lessonsOf(curriculum?.sections ?? []),
    enrollment: requireAccess(enrollment),
    row: row ?? nothingYet(course_id, user_id),
  };
}

/** 0 to 100: 100 only with every lesson, and for good once the course is completed. */
export function percentageOf({ lessons, enrollment, row }: Standing): number {
  if (enrollment.completion_date) return 100;
  const done = lessons.filter(({ id }) => row.completed[id]).length;
  return lessons.length === 0 ? 0 : Math.floor((100 * done) / lessons.length);
}

/** When a lesson opens: previews and what was completed at once, the others when their days have passed. */
export function availableAt({ id, preview, drip_days = 0 }: PlannedLesson, { enrollment, row }: Standing): Date {
  const from = Date.parse(enrollment.enrollment_date);
  return new Date(preview || row.completed[id] ? from : from + drip_days * day);
}

/** @throws Failure lesson_locked until it opens */
export function requireOpen(lesson: PlannedLesson, standing: Standing, now: Date): void {
  const at = availableAt(lesson, standing);
  if (at > now) throw new Failure("lesson_locked", { detail: `This lesson opens at ${at.toISOString()}` });
}

/** Where to go on: in the lesson touched last, while it isn't completed; else in the first open one that isn't. */
function resumeOf(standing: Standing, now: Date) {
  const { lessons, row } = standing;
  const left = lessons.filter((lesson) => !row.completed[lesson.id] && availableAt(lesson, standing) <= now);
  const next = left.find(({ id }) => id === row.latest) ?? left[0];
  return next ? { lesson_id: next.id, position_seconds: row.positions[next.id] ?? 0 } : null;
}

/** The progress as it goes out. */
export function progressView(standing: Standing, now: Date) {
  const { lessons, enrollment, row } = standing;
  return {
    course_id: enrollment.course_id,
    percentage: percentageOf(standing),
    completed_lessons: lessons.filter(({ id }) => row.completed[id]).length,
    total_lessons: lessons.length,
    completed_at: enrollment.completion_date,
    resume: resumeOf(standing, now),
    lessons: lessons.map((lesson) => ({
      lesson_id: lesson.id,
      completed_at: row.completed[lesson.id],
      position_seconds: row.positions[lesson.id],
      available_at: availableAt(lesson, standing).toISOString(),
    })),
  };
}

/** How far a learner has come, by what the curriculum is now. @throws Failure course_not_found, not_enrolled */
export async function readProgress(reference: string, learner: Session, now: Date) {
  return progressView(await standingOf(await courseIdOf(reference), learner.id), now);
}

/** One page of how far somebody has come, course by course, what they left included. */
export const listProgress = (user_id: string, paging: Paging): Promise<Page<Progress>> =>
  readPage(ProgressRows.query.primary({ user_id }).params(), paging, (Items) => ProgressRows.parse({ Items }).data);

/** What is kept of a course's lessons: of those that were touched. */
export const progressRecord = ({ course_id, completed, positions }: Progress) => ({
  course_id,
  lessons: [...new Set([...Object.keys(completed), ...Object.keys(positions)])].map((lesson_id) => ({
    ...{ lesson_id, completed_at: completed[lesson_id], position_seconds: positions[lesson_id] },
  })),
});
