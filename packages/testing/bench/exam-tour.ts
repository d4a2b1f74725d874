import type { Person } from "../people";
import type { TestPlatform } from "../platform";
import { newExam, rightAnswers, sampleQuiz, sitFor } from "../quizzes";
import type { Visit } from "./step";

interface Examination {
  platform: TestPlatform;
  visit: Visit;
  admin: Person;
}

/** A quiz that somebody saves, fails and passes, and the certificate that follows. */
export async function examine({ platform, visit, admin }: Examination, learner: Person): Promise<void> {
  const { token, id: user_id } = learner;
  const exam = await newExam(platform, admin);
  const { path, course } = exam;
  const authored = await visit("assessment.saveQuiz", `PUT ${path}/quiz`, { token: admin.token, body: sampleQuiz() });
  await visit("assessment.quiz", `GET ${path}/quiz`, { token: admin.token });
  await sitFor(platform, exam, learner);
  const start = () => visit("assessment.start", `POST ${path}/attempts`, { token });
  const change = (how: string, id: string, body: object) =>
    visit(`assessment.saveAttempt ${how}`.trim(), `PUT ${path}/attempts/${id}`, { token, body });
  const failed = (await start()).body.attempt;
  await visit("assessment.start again", `POST ${path}/attempts`, { token });
  await change("", failed.id, { answers: [] });
  await change("to fail", failed.id, { answers: [], submit: true });
  const passed = (await start()).body.attempt;
  await change("to pass", passed.id, { answers: rightAnswers(authored.body.quiz), submit: true });
  await visit("assessment.attempts", `GET ${path}/attempts`, { token });
  await visit("assessment.attempts one by one", `GET ${path}/attempts?limit=1`, { token });
  await visit("assessment.attempt", `GET ${path}/attempts/${passed.id}`, { token });
  await visit("certificates.ofCourse", `GET /api/courses/${course.id}/certificate`, { token });
  const { Enrollments } = await import("#core/enrollment.entity");
  const { data } = await Enrollments.get({ user_id, course_id: course.id }).go();
  await visit("certificates.byCode", `GET /api/certificates/${data?.certificate_code}`);
}
