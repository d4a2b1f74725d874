import { Failure } from "#contract/failure";
import type { AttemptChange } from "#contract/quiz";
import { courseIdOf, enrollmentOf, requireAccess } from "./access";
import { requireAnswerable } from "./answers";
import { readTogether } from "./batch";
import { type Page, type Paging, readPage } from "./page";
import { attemptOf, type Desk, type Paper, paperOf, type QuizAttempt, QuizAttempts } from "./quiz.attempt.entity";
import { attemptSummary, attemptView } from "./quiz.attempt.view";
import { expire, isOver, overtaken, persistently, submit } from "./quiz.closing";
import type { Session } from "./session";
import { commit, step } from "./transaction";

/** Where a learner sits. @throws Failure course_not_found */
export const deskOf = async (reference: string, lesson_id: string, learner: Session): Promise<Desk> => ({
  ...{ user_id: learner.id, course_id: await courseIdOf(reference), lesson_id },
});

/** An attempt and its questions. */
export interface Sitting {
  attempt: QuizAttempt;
  paper: Paper;
}

/** One call. @throws Failure attempt_not_found, not_enrolled */
export async function sittingAt(desk: Desk, id: string): Promise<Sitting> {
  const wanted = {
    attempt: attemptOf(desk, id),
    paper: paperOf(desk, id),
    enrollment: enrollmentOf(desk.course_id, desk.user_id),
  };
  const { attempt, paper, enrollment } = await readTogether(wanted, { consistent: true });
  if (!attempt || !paper) throw new Failure("attempt_not_found");
  requireAccess(enrollment);
  return { attempt, paper };
}

/** One page of a learner's attempts at a quiz, latest first. @throws Failure course_not_found */
export async function list(reference: string, lessonId: string, learner: Session, paging: Paging, now: Date) {
  const { user_id, course_id, lesson_id } = await deskOf(reference, lessonId, learner);
  const query = QuizAttempts.query.primary({ user_id, course_id, lesson_id }).params({ order: "desc" });
  const page: Page<QuizAttempt> = await readPage(query, paging, (Items) => QuizAttempts.parse({ Items }).data);
  return { ...page, rows: page.rows.map((row) => attemptSummary(row, now)) };
}

/** One page of everything that somebody ever attempted, quiz by quiz. */
export async function listAttempts(
  user_id: string,
  { limit, cursor = null }: { limit: number; cursor?: string | null },
) {
  const page = await QuizAttempts.query.primary({ user_id }).go({ limit, cursor });
  return { rows: page.data, nextCursor: page.cursor };
}

/** As the path names an attempt. */
interface Place {
  /** Id or slug of the course. */
  id: string;
  lessonId: string;
  attemptId: string;
}

/** An attempt of the learner's own; one whose time has run out is graded now. @throws Failure attempt_not_found, not_enrolled */
export async function find({ id, lessonId, attemptId }: Place, learner: Session, now: Date) {
  const desk = await deskOf(id, lessonId, learner);
  return persistently(async () => {
    const { attempt, paper } = await sittingAt(desk, attemptId);
    const shown = isOver(attempt, now) ? await expire(attempt, paper, now) : attempt;
    return attemptView(shown, paper, now);
  });
}

/** Notes the answers so far. @throws Overtaken */
async function note(attempt: QuizAttempt, answers: AttemptChange["answers"]): Promise<QuizAttempt> {
  const { user_id, course_id, lesson_id, id, revision } = attempt;
  const next = { answers, revision: revision + 1 };
  const patch = QuizAttempts.patch({ user_id, course_id, lesson_id, id })
    .set(next)
    .where((present, { eq }) => `${eq(present.state, "open")} AND ${eq(present.revision, revision)}`);
  await commit([step(patch.params(), overtaken)]);
  return { ...attempt, ...next };
}

async function changed({ attempt, paper }: Sitting, input: AttemptChange, now: Date): Promise<QuizAttempt> {
  if (attempt.state === "submitted" && input.submit) return attempt;
  if (isOver(attempt, now)) await expire(attempt, paper, now);
  if (attempt.state !== "open" || isOver(attempt, now)) throw new Failure("attempt_over");
  requireAnswerable(paper.questions, input.answers);
  return input.submit ? submit(attempt, paper, input.answers, now) : note(attempt, input.answers);
}

/**
 * Saves answers, or submits them. Submitting again answers the result of the first time, whatever is sent. What comes
 * too late is refused, and what was saved last is graded instead.
 * @throws Failure attempt_not_found, not_enrolled, attempt_over, lesson_not_found, invalid_input
 */
export async function change({ id, lessonId, attemptId }: Place, input: AttemptChange, learner: Session, now: Date) {
  const desk = await deskOf(id, lessonId, learner);
  return persistently(async () => {
    const sitting = await sittingAt(desk, attemptId);
    return attemptView(await changed(sitting, input, now), sitting.paper, now);
  });
}
