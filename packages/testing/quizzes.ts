import { call, type Reply } from "./api";
import { newCourse } from "./courses";
import { newLesson, newSection } from "./curriculum";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

type Question = { id: string; kind: string; correct: boolean | string[] };
type Answer = Record<string, unknown> & { question_id: string };

const options = ["a", "b", "c", "d"].map((id) => ({ id, text: `Option ${id}` }));

/** A question of each kind, ten points in all; what is right stands nowhere else. */
export const sampleQuiz = (overrides: object = {}) => ({
  pass_percentage: 60,
  questions: [
    { kind: "single", text: "Which one?", points: 2, options, correct: ["b"], explanation: "Because of b" },
    { kind: "multiple", text: "Which ones?", points: 4, options, correct: ["a", "c"] },
    { kind: "true_false", text: "Is it so?", points: 1, correct: true },
    { kind: "short_text", text: "What is it called?", points: 3, correct: ["Straße", "Street"] },
  ],
  ...overrides,
});

const answerTo = ({ id, kind, correct }: Question): Answer => {
  if (kind === "true_false") return { question_id: id, value: correct };
  if (kind === "short_text") return { question_id: id, text: (correct as string[])[0] };
  return { question_id: id, option_ids: correct };
};

/** Everything right. */
export const rightAnswers = ({ questions }: { questions: Question[] }): Answer[] => questions.map(answerTo);

/** A lesson with a quiz. */
export interface Exam {
  /** `/api/courses/crs_…/lessons/les_…` */
  path: string;
  course: { id: string; slug: string };
  lessonId: string;
  /** As its author sees it. */
  quiz: { questions: Question[] };
  author: Person;
}

/** Writes the quiz of a lesson. */
export async function writeQuiz(platform: TestPlatform, author: Person, path: string, quiz: object): Promise<Reply> {
  return call(platform, `PUT ${path}/quiz`, { token: author.token, body: quiz });
}

/** A free, published course whose only lesson is that quiz. */
export async function newExam(platform: TestPlatform, author: Person, quiz: object = {}, lesson = {}): Promise<Exam> {
  const course = await newCourse(platform, author, { title: "Examined", price: 0 });
  const section_id = await newSection(platform, author, course.id);
  const draft = { section_id, kind: "quiz", body: undefined, ...lesson };
  const lessonId = await newLesson(platform, author, course.id, draft);
  const path = `/api/courses/${course.id}/lessons/${lessonId}`;
  const reply = await writeQuiz(platform, author, path, sampleQuiz(quiz));
  if (reply.status !== 200) throw new Error(`the quiz answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return { path, course, lessonId, quiz: reply.body.quiz, author };
}

/** Enrolls somebody in the course. */
export const sitFor = (platform: TestPlatform, { course }: Exam, { token }: Person): Promise<Reply> =>
  call(platform, `POST /api/courses/${course.id}/enroll`, { token });

export const begin = (platform: TestPlatform, { path }: Exam, { token }: Person): Promise<Reply> =>
  call(platform, `POST ${path}/attempts`, { token });

/** Saves answers, or submits them. */
export const answer = (
  platform: TestPlatform,
  { path }: Exam,
  { token }: Person,
  attemptId: string,
  body: { answers: Answer[]; submit?: boolean },
): Promise<Reply> => call(platform, `PUT ${path}/attempts/${attemptId}`, { token, body });

/** Somebody enrolls, and passes at once. */
export async function pass(platform: TestPlatform, exam: Exam, learner: Person): Promise<Reply> {
  await sitFor(platform, exam, learner);
  const { body } = await begin(platform, exam, learner);
  return answer(platform, exam, learner, body.attempt.id, { answers: rightAnswers(exam.quiz), submit: true });
}
