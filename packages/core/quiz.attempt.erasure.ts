import { listAttempts } from "./quiz.attempt";
import { AttemptTallies, Papers, type QuizAttempt, QuizAttempts } from "./quiz.attempt.entity";
import { overtaken } from "./quiz.closing";
import { commit, step } from "./transaction";

/** An attempt goes with its paper, and the tally counts one less. @throws Overtaken when another sweep was faster */
function eraseAttempt({ user_id, course_id, lesson_id, id }: QuizAttempt): Promise<void> {
  const desk = { user_id, course_id, lesson_id };
  return commit([
    step(QuizAttempts.remove({ ...desk, id }).params(), overtaken),
    step(Papers.delete({ user_id, attempt_id: id }).params()),
    step(AttemptTallies.patch(desk).subtract({ total: 1 }).params()),
  ]);
}

/** What somebody has answered in quizzes, to be erased; what counted it goes last. */
export async function* attemptsBy(user_id: string): AsyncGenerator<() => Promise<unknown>> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listAttempts>> = await listAttempts(user_id, { limit: 100, cursor });
    for (const attempt of page.rows) yield () => eraseAttempt(attempt);
    cursor = page.nextCursor;
  } while (cursor);
  const { data: tallies } = await AttemptTallies.query.primary({ user_id }).go({ pages: "all" });
  for (const { course_id, lesson_id } of tallies)
    yield () => AttemptTallies.delete({ user_id, course_id, lesson_id }).go();
}
