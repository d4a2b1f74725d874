import { Failure } from "#contract/failure";
import type { ProgressChange } from "#contract/lesson";
import { courseIdOf } from "./access";
import { type CertificateIssue, certificateFor } from "./certificate";
import type { PlannedLesson } from "./curriculum.entity";
import { type Enrollment, Enrollments } from "./enrollment.entity";
import { percentageOf, progressView, requireOpen, type Standing, standingOf } from "./progress";
import { type Progress, ProgressRows } from "./progress.entity";
import type { Session } from "./session";
import { commit, type Step, step } from "./transaction";

/** Another write of the same progress came first: what was read is of yesterday. */
class Overtaken extends Error {}

const kept = <Value>(values: Record<string, Value>, lessons: PlannedLesson[]): Record<string, Value> =>
  Object.fromEntries(lessons.flatMap(({ id }) => (id in values ? [[id, values[id] as Value]] : [])));

/** The row's step: whoever else wrote meanwhile refuses it, and with it everything that was made of what we read. */
function rowStep({ lessons, row }: Standing, next: Progress): Step {
  const { stamp } = row;
  const moved = {
    ...next,
    completed: kept(next.completed, lessons),
    positions: kept(next.positions, lessons),
    stamp: stamp + 1,
  };
  const put =
    stamp === 0
      ? ProgressRows.create(moved)
      : ProgressRows.put(moved).where((present, { eq }) => eq(present.stamp, stamp));
  return step(put.params(), () => new Overtaken());
}

/** What the enrollment says once the progress is so: the percentage, and that the course is completed, once. */
function enrollmentAfter(standing: Standing, now: Date): CertificateIssue {
  const { enrollment } = standing;
  const progress_percentage = percentageOf(standing);
  if (progress_percentage < 100 || enrollment.completion_date) return { fields: { progress_percentage }, steps: [] };
  const completed = { progress_percentage, status: "completed" as const, completion_date: now.toISOString() };
  const { fields, steps } = certificateFor({ ...enrollment, ...completed }, now);
  return { fields: { ...completed, ...fields, revision: enrollment.revision + 1 }, steps };
}

/** The enrollment's step: refused when it gives no access any more, or, for a completion, when it was changed at all. */
function enrollmentStep({ enrollment }: Standing, fields: Partial<Enrollment>): Step {
  const { user_id, course_id, revision } = enrollment;
  const patch = Enrollments.patch({ user_id, course_id }).set(fields);
  const write = fields.completion_date
    ? patch.where((present, { eq }) => eq(present.revision, revision))
    : patch.where((present, { ne }) => ne(present.status, "cancelled"));
  return step(write.params(), () => new Overtaken());
}

interface Move {
  after: Standing;
  steps: Step[];
}

/** The steps from one standing to the next; none where nothing changes. */
function moveTo(before: Standing, row: Progress, now: Date, alongside: Step[]): Move {
  const { fields, steps } = enrollmentAfter({ ...before, row }, now);
  const after = { ...before, row, enrollment: { ...before.enrollment, ...fields } };
  const counts =
    row.completed !== before.row.completed || fields.progress_percentage !== before.enrollment.progress_percentage;
  const completes = fields.completion_date !== undefined;
  // A position alone leaves the enrollment as it is: it gave access when it was read, and that is enough for so little.
  const enrolled = counts || completes || alongside.length > 0 ? [enrollmentStep(before, fields), ...steps] : [];
  if (row === before.row && enrolled.length === 0) return { after, steps: [] };
  return { after, steps: [rowStep(before, row), ...enrolled, ...alongside] };
}

/**
 * The one way in which progress moves: row, enrollment, certificate and whatever goes with it, in one transaction.
 * @param change what becomes of the row; it is asked again when another write came first
 * @returns the standing afterwards
 */
async function move(
  { course_id, user_id }: { course_id: string; user_id: string },
  change: (standing: Standing) => Progress,
  now: Date,
  alongside: Step[] = [],
): Promise<Standing> {
  for (;;) {
    const before = await standingOf(course_id, user_id);
    const { after, steps } = moveTo(before, change(before), now, alongside);
    try {
      if (steps.length > 0) await commit(steps);
      return after;
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

function lessonIn({ lessons }: Standing, id: string): PlannedLesson {
  const found = lessons.find((lesson) => lesson.id === id);
  if (!found) throw new Failure("lesson_not_found");
  return found;
}

const withCompleted = (row: Progress, id: string, now: Date): Progress =>
  row.completed[id] ? row : { ...row, completed: { ...row.completed, [id]: now.toISOString() }, latest: id };

/**
 * Completes a lesson, and with the last one the course. It asks for access, not for the drip: whoever lets somebody
 * pass has looked at that when it began. Twice is as once.
 * @param alongside steps of the same transaction, an attempt that was passed; committed even if the lesson is completed
 * already. Their refusals are thrown as they are.
 * @throws Failure not_enrolled, lesson_not_found
 */
export const completeLesson = (
  course_id: string,
  user_id: string,
  lessonId: string,
  now: Date,
  alongside: Step[] = [],
): Promise<Standing> =>
  move(
    { course_id, user_id },
    (standing) => {
      lessonIn(standing, lessonId);
      return withCompleted(standing.row, lessonId, now);
    },
    now,
    alongside,
  );

function noted(standing: Standing, id: string, { completed, position_seconds }: ProgressChange, now: Date): Progress {
  const lesson = lessonIn(standing, id);
  requireOpen(lesson, standing, now);
  if (completed && lesson.kind === "quiz" && !standing.row.completed[id])
    throw new Failure("wrong_state", { detail: "A quiz is completed by passing it" });
  const row = completed ? withCompleted(standing.row, id, now) : standing.row;
  if (position_seconds === undefined) return row;
  if (row.positions[id] === position_seconds && row.latest === id) return row;
  return { ...row, positions: { ...row.positions, [id]: position_seconds }, latest: id };
}

/**
 * Notes where a learner is in a lesson, or that they have completed it.
 * @throws Failure course_not_found, not_enrolled, lesson_not_found, lesson_locked; wrong_state for a quiz
 */
export async function saveProgress(reference: string, lessonId: string, input: ProgressChange, by: Session, now: Date) {
  const place = { course_id: await courseIdOf(reference), user_id: by.id };
  return progressView(await move(place, (standing) => noted(standing, lessonId, input, now), now), now);
}

/** Brings the enrollment to what the curriculum asks for now; completes whoever has everything of it. */
export async function recount(course_id: string, user_id: string, now: Date): Promise<void> {
  try {
    await move({ course_id, user_id }, ({ row }) => row, now);
  } catch (error) {
    // Left meanwhile: there is nothing to bring up.
    if (!(error instanceof Failure && error.code === "not_enrolled")) throw error;
  }
}
