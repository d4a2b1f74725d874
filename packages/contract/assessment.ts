import * as z from "zod/mini";
import { group } from "./endpoint";
import { pageOf, paging, reference } from "./fields";
import { attempt, attemptChange, attemptSummary, newQuiz, quiz } from "./quiz";

const ofLesson = z.strictObject({ id: reference, lessonId: reference });
const ofAttempt = z.strictObject({ id: reference, lessonId: reference, attemptId: reference });

export const assessment = group("assessment", {
  summary: "Quizzes: writing them, attempting them, and their results",
  needs: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"],
    secrets: ["APP_KEY"],
  },
  endpoints: {
    quiz: {
      method: "GET",
      path: "/courses/{id}/lessons/{lessonId}/quiz",
      access: "instructor",
      summary: "The quiz of a lesson with its answers, for the course's author",
      params: ofLesson,
      returns: z.object({ quiz }),
      errors: ["course_not_found", "lesson_not_found", "quiz_not_found", "not_owner", "wrong_state"],
    },
    saveQuiz: {
      method: "PUT",
      path: "/courses/{id}/lessons/{lessonId}/quiz",
      access: "instructor",
      summary: "Write the whole quiz of a lesson; attempts that have begun keep their questions",
      params: ofLesson,
      body: newQuiz,
      returns: z.object({ message: z.string(), quiz }),
      errors: ["course_not_found", "lesson_not_found", "not_owner", "wrong_state", "edited_meanwhile"],
    },
    start: {
      method: "POST",
      path: "/courses/{id}/lessons/{lessonId}/attempts",
      access: "user",
      summary: "Begin an attempt at a quiz, or go on with the one that is open",
      params: ofLesson,
      status: 201,
      returns: z.object({ message: z.string(), attempt }),
      errors: [
        ...(["course_not_found", "lesson_not_found", "quiz_not_found", "not_enrolled"] as const),
        ...(["lesson_locked", "attempts_exhausted"] as const),
      ],
    },
    attempts: {
      method: "GET",
      path: "/courses/{id}/lessons/{lessonId}/attempts",
      access: "user",
      summary: "Your attempts at a quiz, latest first",
      params: ofLesson,
      query: z.strictObject({ ...paging }),
      returns: pageOf("attempts", attemptSummary),
      errors: ["course_not_found", "invalid_cursor"],
    },
    attempt: {
      method: "GET",
      path: "/courses/{id}/lessons/{lessonId}/attempts/{attemptId}",
      access: "user",
      summary: "One of your attempts; once it is over, with its results",
      params: ofAttempt,
      returns: z.object({ attempt }),
      errors: ["course_not_found", "lesson_not_found", "attempt_not_found", "not_enrolled"],
    },
    saveAttempt: {
      method: "PUT",
      path: "/courses/{id}/lessons/{lessonId}/attempts/{attemptId}",
      access: "user",
      summary: "Save your answers, or submit them: graded at once, and the same when it is submitted again",
      params: ofAttempt,
      body: attemptChange,
      returns: z.object({ message: z.string(), attempt }),
      errors: ["course_not_found", "lesson_not_found", "attempt_not_found", "not_enrolled", "attempt_over"],
    },
  },
});
