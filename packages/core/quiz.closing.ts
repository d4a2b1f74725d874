import type { Answer } from "#contract/quiz";
import { completeLesson } from "./completion";
import { grade } from "./grading";
import { AttemptTallies, type Paper, type QuizAttempt, QuizAttempts } from "./quiz.attempt.entity";
import { commit, type Step, step } from "./transaction";

/** Another request changed the attempt first: what was read is of yesterday. */
export class Overtaken extends Error {}

export const overtaken = () => new Overtaken();

/** Milliseconds past the deadline in which an answer may still arrive: it was sent in time. */
const grace = 10_000;

/** Whether its time has run out. */
export const isOver = ({ state, deadline }: QuizAttempt, now: Date): boolean =>
  state === "open" && deadline !== undefined && now.getTime() > Date.parse(deadline) + grace;

type Ending = Pick<QuizAttempt, "state" | "ended_at"> & { answers: Answer[] };

function closed(attempt: QuizAttempt, { questions }: Paper, ending: Ending): QuizAttempt {
  const { marks, hundredths, percentage } = grade(questions, ending.answers);
  const passed = percentage >= attempt.pass_percentage;
  return { ...attempt, ...ending, marks, hundredths, percentage, passed, revision: attempt.revision + 1 };
}

/** Closes the attempt as it was read, and only once; nothing is open at this desk then. */
function closingSteps(before: QuizAttempt, after: QuizAttempt): Step[] {
  const { user_id, course_id, lesson_id, id, revision } = before;
  const attempt = QuizAttempts.put(after).where(
    (present, { eq }) => `${eq(present.state, "open")} AND ${eq(present.revision, revision)}`,
  );
  const tally = AttemptTallies.patch({ user_id, course_id, lesson_id })
    .remove(["open"])
    .where((present, { eq }) => eq(present.open, id));
  return [step(attempt.params(), overtaken), step(tally.params(), overtaken)];
}

/**
 * Grades an attempt and closes it; one that passes completes the lesson in the same transaction.
 * @throws Overtaken when it was changed since it was read; Failure not_enrolled, lesson_not_found
 */
async function close(attempt: QuizAttempt, paper: Paper, ending: Ending, now: Date): Promise<QuizAttempt> {
  const after = closed(attempt, paper, ending);
  const steps = closingSteps(attempt, after);
  if (after.passed) await completeLesson(attempt.course_id, attempt.user_id, attempt.lesson_id, now, steps);
  else await commit(steps);
  return after;
}

/** Ends an attempt by its learner's hand. @throws as `close` */
export const submit = (attempt: QuizAttempt, paper: Paper, answers: Answer[], now: Date): Promise<QuizAttempt> =>
  close(attempt, paper, { state: "submitted", ended_at: now.toISOString(), answers }, now);

/** Ends an attempt whose time has run out: what was saved last counts. @throws as `close` */
export const expire = (attempt: QuizAttempt, paper: Paper, now: Date): Promise<QuizAttempt> =>
  close(attempt, paper, { state: "expired", ended_at: attempt.deadline, answers: attempt.answers }, now);

/** Tries again with what is there now, as long as somebody else comes first. */
export async function persistently<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
