import type { Mark, Question } from "./grading";
import type { Paper, QuizAttempt } from "./quiz.attempt.entity";
import { isOver } from "./quiz.closing";

const points = (hundredths: number | undefined): number | undefined =>
  hundredths === undefined ? undefined : hundredths / 100;

/** An attempt as it stands in a list. One whose time has run out is told so, though nobody has graded it yet. */
export const attemptSummary = (attempt: QuizAttempt, now: Date) => ({
  ...attempt,
  ...(isOver(attempt, now) ? { state: "expired" as const, ended_at: attempt.deadline } : {}),
  max_score: points(attempt.most) ?? 0,
  score: points(attempt.hundredths),
});

/** What a learner may see of a question: named one by one, so that nothing new slips out. */
const asked = ({ id, kind, text, points, options }: Question) => ({ id, kind, text, points, options });

const resultsOf = (marks: Mark[], questions: Question[]) => {
  const explanations = new Map(questions.map(({ id, explanation }) => [id, explanation]));
  return marks.map(({ question_id, correct, hundredths }) => ({
    ...{ question_id, correct, score: hundredths / 100, explanation: explanations.get(question_id) },
  }));
};

/** An attempt as it stands in its learner's own record: without the questions, which are the author's. */
export const attemptRecord = (attempt: QuizAttempt, now: Date) => ({
  ...attemptSummary(attempt, now),
  results: attempt.marks?.map(({ hundredths, ...mark }) => ({ ...mark, score: hundredths / 100 })),
});

/** An attempt as its learner sees it: results and explanations when it is over, the key never. */
export const attemptView = (attempt: QuizAttempt, { questions }: Paper, now: Date) => ({
  ...attemptSummary(attempt, now),
  questions: questions.map(asked),
  results: attempt.marks && resultsOf(attempt.marks, questions),
});
