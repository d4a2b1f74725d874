import { assessment } from "#contract/assessment";
import * as Quiz from "#core/quiz";
import * as Attempt from "#core/quiz.attempt";
import { start } from "#core/quiz.start";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";

export const handler = serve(assessment, {
  quiz: async ({ params, session }) => ({ quiz: await Quiz.find(params.id, params.lessonId, session) }),
  saveQuiz: async ({ params, body, session, now }) => ({
    message: "Quiz saved",
    quiz: await Quiz.save(params.id, params.lessonId, body, session, now),
  }),
  start: async ({ params, session, now }) => ({
    message: "Attempt begun",
    attempt: await start(params.id, params.lessonId, session, now),
  }),
  attempts: async ({ params, query, session, now }) =>
    listAnswer("attempts", await Attempt.list(params.id, params.lessonId, session, query, now)),
  attempt: async ({ params, session, now }) => ({
    attempt: await Attempt.find(params, session, now),
  }),
  saveAttempt: async ({ params, body, session, now }) => ({
    message: body.submit ? "Attempt submitted" : "Answers saved",
    attempt: await Attempt.change(params, body, session, now),
  }),
});
