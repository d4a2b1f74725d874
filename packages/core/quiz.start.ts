import { Failure } from "#contract/failure";
import { enrollmentOf, requireAccess } from "./access";
import { readTogether } from "./batch";
import { planned } from "./curriculum";
import { curriculumOf } from "./curriculum.entity";
import { Enrollments } from "./enrollment.entity";
import { mostHundredths, type Question } from "./grading";
import { newId } from "./id";
import { nothingYet, requireOpen } from "./progress";
import { progressOf } from "./progress.entity";
import { deskOf, type Sitting, sittingAt } from "./quiz.attempt";
import { AttemptTallies, type AttemptTally, type Desk, Papers, QuizAttempts, tallyOf } from "./quiz.attempt.entity";
import { attemptView } from "./quiz.attempt.view";
import { expire, isOver, overtaken, persistently } from "./quiz.closing";
import { type Quiz, quizOf } from "./quiz.entity";
import type { Session } from "./session";
import { shuffled } from "./shuffle";
import { check, commit, type Step, step } from "./transaction";

/** Everything that decides whether an attempt may begin, in one call. @throws Failure not_enrolled, lesson_not_found, lesson_locked, quiz_not_found */
async function admitted(desk: Desk, now: Date): Promise<{ quiz: Quiz; tally: AttemptTally }> {
  const { course_id, user_id, lesson_id } = desk;
  const wanted = {
    curriculum: curriculumOf(course_id),
    enrollment: enrollmentOf(course_id, user_id),
    row: progressOf(course_id, user_id),
    quiz: quizOf(course_id, lesson_id),
    tally: tallyOf(desk),
  };
  const { curriculum, quiz, tally, ...read } = await readTogether(wanted, { consistent: true });
  const enrollment = requireAccess(read.enrollment);
  const { lesson } = planned(curriculum?.sections ?? [], lesson_id);
  requireOpen(lesson, { lessons: [], enrollment, row: read.row ?? nothingYet(course_id, user_id) }, now);
  if (!quiz) throw new Failure("quiz_not_found");
  return { quiz, tally: tally ?? { ...desk, sentinel: true, total: 0 } };
}

/** The questions in an order of the attempt's own, and their options as well, where the quiz wants it so. */
function ordered({ shuffle, questions }: Quiz, attemptId: string): Question[] {
  if (!shuffle) return questions;
  return shuffled(questions, attemptId).map((question) => ({
    ...{ ...question, options: shuffled(question.options, `${attemptId}#${question.id}`) },
  }));
}

function begun(desk: Desk, quiz: Quiz, { total }: AttemptTally, now: Date): Sitting {
  const id = newId("att", now);
  const { time_limit_seconds: limit } = quiz;
  return {
    attempt: {
      ...{ ...desk, id, number: total + 1, state: "open", answers: [], revision: 1 },
      ...{ pass_percentage: quiz.pass_percentage, most: mostHundredths(quiz.questions) },
      started_at: now.toISOString(),
      deadline: limit === undefined ? undefined : new Date(now.getTime() + limit * 1000).toISOString(),
    },
    paper: { user_id: desk.user_id, attempt_id: id, questions: ordered(quiz, id) },
  };
}

/** Counts the attempt, and has it be the one that is open; refused when another began or ended meanwhile. */
function countingStep(desk: Desk, { total }: AttemptTally, open: string): Step {
  const next = { ...desk, total: total + 1, open };
  const write =
    total === 0
      ? AttemptTallies.create(next)
      : AttemptTallies.put(next).where(
          (present, { eq, notExists }) => `${eq(present.total, total)} AND ${notExists(present.open)}`,
        );
  return step(write.params(), overtaken);
}

const stillEnrolled = ({ user_id, course_id }: Desk): Step =>
  check(
    Enrollments.delete({ user_id, course_id })
      .where((present, { eq }) => `${eq(present.status, "active")} OR ${eq(present.status, "completed")}`)
      .params(),
    () => new Failure("not_enrolled"),
  );

/** @throws Failure attempts_exhausted; Overtaken */
async function begin(desk: Desk, quiz: Quiz, tally: AttemptTally, now: Date): Promise<Sitting> {
  if (quiz.max_attempts !== undefined && tally.total >= quiz.max_attempts) throw new Failure("attempts_exhausted");
  const sitting = begun(desk, quiz, tally, now);
  await commit([
    countingStep(desk, tally, sitting.attempt.id),
    step(QuizAttempts.create(sitting.attempt).params()),
    step(Papers.create(sitting.paper).params()),
    stillEnrolled(desk),
  ]);
  return sitting;
}

/** The attempt that is open. One whose time has run out is graded instead. @throws Overtaken when there is none any more */
async function resumed(desk: Desk, id: string, now: Date): Promise<Sitting> {
  const sitting = await sittingAt(desk, id);
  if (isOver(sitting.attempt, now)) await expire(sitting.attempt, sitting.paper, now);
  else if (sitting.attempt.state === "open") return sitting;
  throw overtaken();
}

/**
 * Begins an attempt; while one is open, answers that one.
 * @throws Failure course_not_found, not_enrolled, lesson_not_found, lesson_locked, quiz_not_found, attempts_exhausted
 */
export async function start(reference: string, lessonId: string, learner: Session, now: Date) {
  const desk = await deskOf(reference, lessonId, learner);
  return persistently(async () => {
    const { quiz, tally } = await admitted(desk, now);
    const { attempt, paper } = tally.open ? await resumed(desk, tally.open, now) : await begin(desk, quiz, tally, now);
    return attemptView(attempt, paper, now);
  });
}
