import { call, type Reply } from "../api";
import { newCourse } from "../courses";
import { newLessons } from "../curriculum";
import { writesOf } from "../effects";
import { newPerson, type Person } from "../people";
import { openTestPlatform, type TestPlatform } from "../platform";
import { answer, begin, type Exam, newExam, pass, rightAnswers, sampleQuiz, sitFor, writeQuiz } from "../quizzes";
import { minute, pass as passTime, signedInAgain } from "../time";

// PUT /api/courses/{id}/lessons/{lessonId}/quiz and GET /api/courses/{id}/lessons/{lessonId}/quiz, for authors;
// POST /api/courses/{id}/lessons/{lessonId}/attempts, GET /api/courses/{id}/lessons/{lessonId}/attempts,
// GET /api/courses/{id}/lessons/{lessonId}/attempts/{attemptId} and
// PUT /api/courses/{id}/lessons/{lessonId}/attempts/{attemptId}, for learners.

let platform: TestPlatform;
let author: Person;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  author = await newPerson(platform, { role: "admin" });
  [ann, ben] = await Promise.all([newPerson(platform), newPerson(platform)]);
});
afterAll(() => platform.close());

const as = ({ token }: Person, route: string, body?: object): Promise<Reply> => call(platform, route, { token, body });
const seen = ({ status, body }: Reply): unknown[] => [status, body.code];

/** An exam that Ann may sit for. */
async function examFor(learner: Person, quiz: object = {}, lesson: object = {}): Promise<Exam> {
  const exam = await newExam(platform, author, quiz, lesson);
  await sitFor(platform, exam, learner);
  return exam;
}

const submit = (exam: Exam, learner: Person, id: string, answers = rightAnswers(exam.quiz)): Promise<Reply> =>
  answer(platform, exam, learner, id, { answers, submit: true });

describe("a quiz", () => {
  it("is written as a whole and read again with its answers, each question under an id that stays", async () => {
    const exam = await newExam(platform, author, { max_attempts: 3, time_limit_seconds: 600 });
    const read = await as(author, `GET ${exam.path}/quiz`);
    expect(read.body.quiz).toMatchObject({ ...sampleQuiz(), max_attempts: 3, time_limit_seconds: 600, shuffle: false });
    expect(read.body.quiz.questions[0].id).toMatch(/^qst_/);
    const [first, ...rest] = read.body.quiz.questions;
    const again = await writeQuiz(platform, author, exam.path, { pass_percentage: 0, questions: [...rest, first] });
    expect(again.body.quiz.questions).toEqual([...rest, first]);
    expect(again.body.quiz).toMatchObject({ pass_percentage: 0, max_attempts: null, time_limit_seconds: null });
  });

  it("is its course's author's and an admin's to read and write, and nobody else's", async () => {
    const instructor = await newPerson(platform, { role: "instructor" });
    const exam = await examFor(ann);
    for (const [person, code] of [[instructor, "not_owner"] as const, [ann, "forbidden"] as const]) {
      const read = await as(person, `GET ${exam.path}/quiz`);
      const write = await writeQuiz(platform, person, exam.path, sampleQuiz());
      expect([seen(read), seen(write), writesOf(platform, write)]).toEqual([[403, code], [403, code], []]);
    }
  });

  it("belongs to a lesson of the kind quiz, and is missed until it is written", async () => {
    const course = await newCourse(platform, author, { price: 0 });
    const [text, quiz] = await newLessons(platform, author, course.id, [{}, { kind: "quiz", body: undefined }]);
    const path = (lesson = "les_none") => `/api/courses/${course.id}/lessons/${lesson}`;
    expect(seen(await writeQuiz(platform, author, path(text), sampleQuiz()))).toEqual([409, "wrong_state"]);
    expect(seen(await writeQuiz(platform, author, path(), sampleQuiz()))).toEqual([404, "lesson_not_found"]);
    expect(seen(await as(author, `GET ${path(quiz)}/quiz`))).toEqual([404, "quiz_not_found"]);
    await as(ann, `POST /api/courses/${course.id}/enroll`);
    expect(seen(await as(ann, `POST ${path(quiz)}/attempts`))).toEqual([404, "quiz_not_found"]);
  });

  it("tells all its faults at once, and is at most so large", async () => {
    const { path } = await newExam(platform, author);
    const [single] = sampleQuiz().questions;
    const misfits = {
      pass_percentage: 50,
      questions: [
        { ...single, correct: ["z"] },
        { ...single, options: [] },
      ],
    };
    const named = ({ body }: Reply) => body.errors.map((fault: { path: string }) => fault.path);
    expect(named(await writeQuiz(platform, author, path, misfits))).toEqual([
      ...["body.questions.0.correct", "body.questions.1.options", "body.questions.1.correct"],
    ]);
    const misshaped = {
      pass_percentage: 101,
      questions: [
        { ...single, correct: [""] },
        { ...single, points: 0 },
      ],
    };
    expect(named(await writeQuiz(platform, author, path, misshaped))).toEqual([
      ...["body.pass_percentage", "body.questions.0.correct.0", "body.questions.1.points"],
    ]);
    const long = { kind: "short_text", text: "अ".repeat(2000), correct: ["x"] };
    const large = await writeQuiz(platform, author, path, { pass_percentage: 1, questions: Array(38).fill(long) });
    expect([large.status, large.body.errors[0].path]).toEqual([400, "body.questions"]);
    const largest = await writeQuiz(platform, author, path, { pass_percentage: 1, questions: Array(32).fill(long) });
    expect(largest.status).toBe(200);
  });
});

describe("an attempt", () => {
  it("is for the enrolled, once the lesson has opened", async () => {
    const exam = await newExam(platform, author, {}, { drip_days: 7 });
    expect(seen(await begin(platform, exam, ann))).toEqual([403, "not_enrolled"]);
    await sitFor(platform, exam, ann);
    expect(seen(await begin(platform, exam, ann))).toEqual([403, "lesson_locked"]);
  });

  it("is answered again while it is open, saved as often as one likes, and begun anew when it is over", async () => {
    const exam = await examFor(ann);
    const { attempt } = (await begin(platform, exam, ann)).body;
    expect(attempt).toMatchObject({
      number: 1,
      state: "open",
      answers: [],
      results: null,
      score: null,
      deadline: null,
    });
    const answers = rightAnswers(exam.quiz).slice(0, 2);
    const saved = await answer(platform, exam, ann, attempt.id, { answers });
    expect([saved.status, saved.body.attempt.answers]).toEqual([200, answers]);
    expect((await begin(platform, exam, ann)).body.attempt).toEqual(saved.body.attempt);
    await submit(exam, ann, attempt.id, []);
    expect((await begin(platform, exam, ann)).body.attempt).toMatchObject({ number: 2, answers: [] });
  });

  it("is graded when it is submitted, question by question, with what the author has to say", async () => {
    const exam = await examFor(ann);
    const { attempt } = (await begin(platform, exam, ann)).body;
    const answers = rightAnswers(exam.quiz).filter((_, index) => index % 2 === 1);
    const wrong = { question_id: attempt.questions[0].id, option_ids: ["a"] };
    const graded = await submit(exam, ann, attempt.id, [wrong, ...answers]);
    expect(graded.body.attempt).toMatchObject({
      ...{ state: "submitted", score: 7, max_score: 10, percentage: 70, passed: true },
      results: [
        { correct: false, score: 0, explanation: "Because of b" },
        { correct: true, score: 4, explanation: null },
        { correct: false, score: 0, explanation: null },
        { correct: true, score: 3, explanation: null },
      ],
    });
    const path = `${exam.path}/attempts`;
    expect((await as(ann, `GET ${path}/${attempt.id}`)).body.attempt).toEqual(graded.body.attempt);
    const { questions, answers: given, results, course_id, lesson_id, ...summary } = graded.body.attempt;
    expect((await as(ann, `GET ${path}`)).body).toMatchObject({ attempts: [summary], total: 1 });
  });

  it("keeps the questions and the rules that it began with", async () => {
    const exam = await examFor(ann);
    const { attempt } = (await begin(platform, exam, ann)).body;
    const other = { kind: "true_false", text: "Other?", correct: false };
    await writeQuiz(platform, author, exam.path, { pass_percentage: 100, questions: [other] });
    const [, ...most] = rightAnswers(exam.quiz);
    expect((await submit(exam, ann, attempt.id, most)).body.attempt).toMatchObject({ percentage: 80, passed: true });
    expect((await begin(platform, exam, ann)).body.attempt.questions).toMatchObject([{ text: "Other?" }]);
  });

  it("has an order of its own where the quiz is shuffled, and keeps it", async () => {
    const questions = Array.from({ length: 12 }, (_, n) => ({ ...sampleQuiz().questions[0], text: `Number ${n}` }));
    const exam = await examFor(ann, { shuffle: true, questions });
    const orderOf = ({ body }: Reply) => body.attempt.questions.map(({ id }: { id: string }) => id).join();
    const first = await begin(platform, exam, ann);
    expect(orderOf(await begin(platform, exam, ann))).toBe(orderOf(first));
    await submit(exam, ann, first.body.attempt.id, []);
    const second = await begin(platform, exam, ann);
    expect(orderOf(second)).not.toBe(orderOf(first));
    expect((await submit(exam, ann, second.body.attempt.id)).body.attempt.percentage).toBe(100);
  });

  it("takes no answer that doesn't fit its question", async () => {
    const exam = await examFor(ann);
    const { attempt } = (await begin(platform, exam, ann)).body;
    const answers = [{ question_id: attempt.questions[0].id, option_ids: ["z"] }, { question_id: "qst_0000" }];
    const reply = await answer(platform, exam, ann, attempt.id, { answers });
    expect(reply.body.errors.map((fault: { path: string }) => fault.path)).toEqual([
      ...["body.answers.0.option_ids", "body.answers.1.question_id"],
    ]);
    expect(writesOf(platform, reply)).toEqual([]);
  });

  it("is its learner's alone, and ends with their access", async () => {
    const exam = await examFor(ann);
    const { attempt } = (await begin(platform, exam, ann)).body;
    await sitFor(platform, exam, ben);
    const route = `${exam.path}/attempts/${attempt.id}`;
    expect(seen(await as(ben, `GET ${route}`))).toEqual([404, "attempt_not_found"]);
    expect(seen(await submit(exam, ben, attempt.id))).toEqual([404, "attempt_not_found"]);
    expect((await as(ben, `GET ${exam.path}/attempts`)).body.total).toBe(0);
    await as(ann, `DELETE /api/courses/${exam.course.id}/enroll`);
    expect(seen(await as(ann, `GET ${route}`))).toEqual([403, "not_enrolled"]);
    expect(seen(await submit(exam, ann, attempt.id))).toEqual([403, "not_enrolled"]);
  });

  it("passes the lesson, and with the last lesson the course; failing passes nothing", async () => {
    const exam = await examFor(ann);
    const progress = async () =>
      (await as(ann, `GET /api/courses/${exam.course.id}/progress`)).body.progress.percentage;
    const failed = (await begin(platform, exam, ann)).body.attempt;
    expect((await submit(exam, ann, failed.id, [])).body.attempt.passed).toBe(false);
    expect(await progress()).toBe(0);
    expect((await pass(platform, exam, ann)).body.attempt.passed).toBe(true);
    expect(await progress()).toBe(100);
  });

  it("never tells the key: not while it is open, not with its results", async () => {
    const canary = "CANARY-9d4e";
    const questions = [
      { kind: "short_text", text: "What?", correct: [canary], explanation: `It is ${canary}-explained` },
      ...sampleQuiz().questions,
    ];
    const exam = await examFor(ann, { questions, shuffle: true });
    const started = await begin(platform, exam, ann);
    const { id } = started.body.attempt;
    const replies = [started, await answer(platform, exam, ann, id, { answers: [] })];
    replies.push(await as(ann, `GET ${exam.path}/attempts/${id}`), await as(ann, `GET ${exam.path}/attempts`));
    replies.push(await as(ann, `GET ${exam.path}`), await as(ann, `GET /api/courses/${exam.course.id}/lessons`));
    for (const { status, body } of replies) {
      expect([200, 201]).toContain(status);
      expect(JSON.stringify(body)).not.toMatch(/CANARY|Because of b|"correct"|Straße/);
    }
    const { attempt } = (await submit(exam, ann, id, [])).body;
    expect(JSON.stringify(attempt.results)).toContain(`It is ${canary}-explained`);
    const keys = attempt.questions.flatMap((question: object) => Object.keys(question));
    expect(new Set(keys)).toEqual(new Set(["id", "kind", "text", "points", "options"]));
  });
});

describe("the time of an attempt", () => {
  const minutes = { time_limit_seconds: 60, max_attempts: 2 };

  it("may be used to its end, and the way of an answer is not counted", async () => {
    const exam = await examFor(ann, minutes);
    const { attempt } = (await begin(platform, exam, ann)).body;
    expect(Date.parse(attempt.deadline) - Date.parse(attempt.started_at)).toBe(minute);
    passTime(platform, minute + 5000);
    expect((await submit(exam, ann, attempt.id)).body.attempt).toMatchObject({ state: "submitted", passed: true });
  });

  it("is over then: what comes is refused, what was saved last counts, and once is enough", async () => {
    const exam = await examFor(ann, minutes);
    const { attempt } = (await begin(platform, exam, ann)).body;
    await answer(platform, exam, ann, attempt.id, { answers: rightAnswers(exam.quiz).slice(0, 2) });
    passTime(platform, minute + 11_000);
    const listed = await as(ann, `GET ${exam.path}/attempts`);
    expect(listed.body.attempts).toMatchObject([{ state: "expired", ended_at: attempt.deadline, score: null }]);
    for (const late of [await submit(exam, ann, attempt.id), await submit(exam, ann, attempt.id)])
      expect(seen(late)).toEqual([409, "attempt_over"]);
    const graded = (await as(ann, `GET ${exam.path}/attempts/${attempt.id}`)).body.attempt;
    expect(graded).toMatchObject({ state: "expired", score: 6, passed: true, ended_at: attempt.deadline });
    const { body } = await as(ann, `GET /api/courses/${exam.course.id}/progress`);
    expect(body.progress.percentage).toBe(100);
  });

  it("is up for whoever begins again: the attempt counts, and a new one begins while there are any", async () => {
    const exam = await examFor(ann, minutes);
    const first = (await begin(platform, exam, ann)).body.attempt;
    passTime(platform, 2 * minute);
    const second = (await begin(platform, exam, ann)).body.attempt;
    expect([second.number, second.id === first.id]).toEqual([2, false]);
    passTime(platform, 2 * minute);
    ann = await signedInAgain(platform, ann);
    expect(seen(await begin(platform, exam, ann))).toEqual([409, "attempts_exhausted"]);
    const { body } = await as(ann, `GET ${exam.path}/attempts`);
    expect(body.attempts).toMatchObject([
      { number: 2, state: "expired", score: 0, passed: false },
      { number: 1, state: "expired", score: 0, passed: false },
    ]);
    expect(seen(await answer(platform, exam, ann, first.id, { answers: [] }))).toEqual([409, "attempt_over"]);
  });
});
