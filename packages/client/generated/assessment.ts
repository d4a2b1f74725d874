// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { Attempt, AttemptChange, AttemptSummary, NewQuiz, Quiz } from "./types";

export interface QuizInput {
  params: {
    id: string;
    lessonId: string;
  };
}

export interface QuizAnswer {
  quiz: Quiz;
}

/**
 * The quiz of a lesson with its answers, for the course's author.
 *
 * `GET /api/courses/{id}/lessons/{lessonId}/quiz` For instructors and admins.
 *
 * @throws ApiError account_suspended, course_not_found, forbidden, internal_error, invalid_input, lesson_not_found, not_owner, quiz_not_found, second_factor_required, unauthorized, unavailable, wrong_state
 */
export function quiz(client: Client, input: QuizInput, options?: CallOptions): Promise<QuizAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/lessons/{lessonId}/quiz", token: true }, input, options);
}

export interface SaveQuizInput {
  params: {
    id: string;
    lessonId: string;
  };
  body: NewQuiz;
}

export interface SaveQuizAnswer {
  message: string;
  quiz: Quiz;
}

/**
 * Write the whole quiz of a lesson; attempts that have begun keep their questions.
 *
 * `PUT /api/courses/{id}/lessons/{lessonId}/quiz` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, lesson_not_found, malformed_json, not_owner, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function saveQuiz(client: Client, input: SaveQuizInput, options?: CallOptions): Promise<SaveQuizAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/lessons/{lessonId}/quiz", token: true }, input, options);
}

export interface StartInput {
  params: {
    id: string;
    lessonId: string;
  };
}

export interface StartAnswer {
  message: string;
  attempt: Attempt;
}

/**
 * Begin an attempt at a quiz, or go on with the one that is open.
 *
 * `POST /api/courses/{id}/lessons/{lessonId}/attempts` For anyone signed in.
 *
 * @throws ApiError account_suspended, attempts_exhausted, course_not_found, internal_error, invalid_input, lesson_locked, lesson_not_found, not_enrolled, quiz_not_found, unauthorized, unavailable
 */
export function start(client: Client, input: StartInput, options?: CallOptions): Promise<StartAnswer> {
  return client.call({ method: "POST", path: "/api/courses/{id}/lessons/{lessonId}/attempts", token: true }, input, options);
}

export interface AttemptsInput {
  params: {
    id: string;
    lessonId: string;
  };
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface AttemptsAnswer {
  attempts: AttemptSummary[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Your attempts at a quiz, latest first.
 *
 * `GET /api/courses/{id}/lessons/{lessonId}/attempts` For anyone signed in.
 *
 * @throws ApiError account_suspended, course_not_found, internal_error, invalid_cursor, invalid_input, unauthorized, unavailable
 */
export function attempts(client: Client, input: AttemptsInput, options?: CallOptions): Promise<AttemptsAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/lessons/{lessonId}/attempts", token: true }, input, options);
}

export interface AttemptInput {
  params: {
    id: string;
    lessonId: string;
    attemptId: string;
  };
}

export interface AttemptAnswer {
  attempt: Attempt;
}

/**
 * One of your attempts; once it is over, with its results.
 *
 * `GET /api/courses/{id}/lessons/{lessonId}/attempts/{attemptId}` For anyone signed in.
 *
 * @throws ApiError account_suspended, attempt_not_found, course_not_found, internal_error, invalid_input, lesson_not_found, not_enrolled, unauthorized, unavailable
 */
export function attempt(client: Client, input: AttemptInput, options?: CallOptions): Promise<AttemptAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/lessons/{lessonId}/attempts/{attemptId}", token: true }, input, options);
}

export interface SaveAttemptInput {
  params: {
    id: string;
    lessonId: string;
    attemptId: string;
  };
  body: AttemptChange;
}

export interface SaveAttemptAnswer {
  message: string;
  attempt: Attempt;
}

/**
 * Save your answers, or submit them: graded at once, and the same when it is submitted again.
 *
 * `PUT /api/courses/{id}/lessons/{lessonId}/attempts/{attemptId}` For anyone signed in.
 *
 * @throws ApiError account_suspended, attempt_not_found, attempt_over, body_too_large, course_not_found, internal_error, invalid_input, lesson_not_found, malformed_json, not_enrolled, unauthorized, unavailable, unsupported_media_type
 */
export function saveAttempt(client: Client, input: SaveAttemptInput, options?: CallOptions): Promise<SaveAttemptAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/lessons/{lessonId}/attempts/{attemptId}", token: true }, input, options);
}
