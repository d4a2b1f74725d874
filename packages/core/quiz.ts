import { Failure } from "#contract/failure";
import type { NewQuiz } from "#contract/quiz";
import { courseIdOf, courseOf, requireAuthor } from "./access";
import { readTogether } from "./batch";
import { planned } from "./curriculum";
import { curriculumOf } from "./curriculum.entity";
import type { Question } from "./grading";
import { newId } from "./id";
import { type Quiz, Quizzes, quizOf } from "./quiz.entity";
import { quizFaults } from "./quiz.faults";
import type { Session } from "./session";
import { commit, step } from "./transaction";

/**
 * The quiz of a lesson, for whoever has the say over the course; undefined until there is one.
 * @throws Failure course_not_found, not_owner, lesson_not_found; wrong_state for a lesson of another kind
 */
async function open(reference: string, lesson_id: string, by: Session) {
  const course_id = await courseIdOf(reference);
  const wanted = {
    course: courseOf(course_id),
    curriculum: curriculumOf(course_id),
    quiz: quizOf(course_id, lesson_id),
  };
  const { course, curriculum, quiz } = await readTogether(wanted, { consistent: true });
  requireAuthor(course, by);
  const { lesson } = planned(curriculum?.sections ?? [], lesson_id);
  if (lesson.kind !== "quiz") throw new Failure("wrong_state", { detail: "Only a lesson of the kind quiz has one" });
  return { course_id, quiz };
}

/** @throws Failure as `open`, and quiz_not_found */
export async function find(reference: string, lessonId: string, by: Session): Promise<Quiz> {
  const { quiz } = await open(reference, lessonId, by);
  if (!quiz) throw new Failure("quiz_not_found");
  return quiz;
}

/** @throws Failure invalid_input */
function requireSound(input: NewQuiz): void {
  const errors = quizFaults(input);
  if (errors.length > 0) throw new Failure("invalid_input", { errors });
}

/** That key and kind go together has been seen. */
const questionFrom = ({ id, explanation, ...question }: NewQuiz["questions"][number], now: Date): Question =>
  ({ ...question, id: id ?? newId("qst", now), explanation: explanation ?? undefined }) as Question;

/**
 * Writes the whole quiz. Attempts that have begun keep the questions that they began with.
 * @throws Failure as `open`; invalid_input for what doesn't go together, edited_meanwhile
 */
export async function save(
  reference: string,
  lesson_id: string,
  input: NewQuiz,
  by: Session,
  now: Date,
): Promise<Quiz> {
  const { course_id, quiz: before } = await open(reference, lesson_id, by);
  requireSound(input);
  const { max_attempts, time_limit_seconds, ...rest } = input;
  const quiz: Quiz = {
    ...{ ...rest, course_id, lesson_id, questions: input.questions.map((question) => questionFrom(question, now)) },
    ...{ max_attempts: max_attempts ?? undefined, time_limit_seconds: time_limit_seconds ?? undefined },
    ...{ revision: (before?.revision ?? 0) + 1, updated_at: now.toISOString() },
  };
  const write = before
    ? Quizzes.put(quiz).where((present, { eq }) => eq(present.revision, before.revision))
    : Quizzes.create(quiz);
  await commit([step(write.params(), () => new Failure("edited_meanwhile"))]);
  return quiz;
}
