import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";
import { answer, begin, type Exam, newExam, pass, sampleQuiz, writeQuiz } from "./quizzes";

/** Quiz and certificate as a tour meets them: passed once, so that there is something to see. */
export interface Examined {
  exam: Exam;
  attempt: { id: string };
}

export async function assembleExam(platform: TestPlatform, admin: Person, learner: Person): Promise<Examined> {
  const exam = await newExam(platform, admin);
  const { body } = await pass(platform, exam, learner);
  return { exam, attempt: body.attempt };
}

/** One successful call of every endpoint of quizzes and certificates. */
export function examVisits(platform: TestPlatform, { exam, attempt }: Examined, admin: Person, learner: Person) {
  const own = (route: string) => call(platform, route, { token: learner.token });
  const visits: Record<string, () => Promise<Reply>> = {
    "assessment.quiz": () => call(platform, `GET ${exam.path}/quiz`, { token: admin.token }),
    "assessment.saveQuiz": () => writeQuiz(platform, admin, exam.path, sampleQuiz({ shuffle: true })),
    "assessment.start": () => begin(platform, exam, learner),
    "assessment.saveAttempt": async () => {
      const { body } = await begin(platform, exam, learner);
      return answer(platform, exam, learner, body.attempt.id, { answers: [], submit: true });
    },
    "assessment.attempts": () => own(`GET ${exam.path}/attempts`),
    "assessment.attempt": () => own(`GET ${exam.path}/attempts/${attempt.id}`),
    "certificates.ofCourse": () => own(`GET /api/courses/${exam.course.id}/certificate`),
    "certificates.byCode": async () => {
      const { body } = await own("GET /api/courses/enrolled");
      const { certificate_url } = body.courses.find(
        ({ course_id }: { course_id: string }) => course_id === exam.course.id,
      );
      return call(platform, `GET /api/certificates/${certificate_url.split("/").at(-1)}`);
    },
  };
  return visits;
}
