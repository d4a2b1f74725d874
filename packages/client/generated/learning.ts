// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { AuthoredLesson, Curriculum, Lesson, LessonChange, Message, NewLesson, NewOrder, NewSection, Outline, PreviewedLesson, Progress, ProgressChange, SectionChange } from "./types";

export interface OutlineInput {
  params: {
    id: string;
  };
}

export interface OutlineAnswer {
  outline: Outline;
}

/**
 * What a published course teaches: sections and lessons, without their content.
 *
 * `GET /api/courses/{id}/lessons` Open to anybody.
 *
 * @throws ApiError course_not_found, internal_error, invalid_input, unavailable
 */
export function outline(client: Client, input: OutlineInput, options?: CallOptions): Promise<OutlineAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/lessons" }, input, options);
}

export interface PreviewInput {
  params: {
    id: string;
    lessonId: string;
  };
}

export interface PreviewAnswer {
  lesson: PreviewedLesson;
}

/**
 * A lesson that is open to everybody.
 *
 * `GET /api/courses/{id}/previews/{lessonId}` Open to anybody.
 *
 * @throws ApiError course_not_found, internal_error, invalid_input, lesson_not_found, unavailable
 */
export function preview(client: Client, input: PreviewInput, options?: CallOptions): Promise<PreviewAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/previews/{lessonId}" }, input, options);
}

export interface LessonInput {
  params: {
    id: string;
    lessonId: string;
  };
}

export interface LessonAnswer {
  lesson: Lesson;
}

/**
 * A lesson with its content: for the enrolled, its author and admins; previews for everybody signed in.
 *
 * `GET /api/courses/{id}/lessons/{lessonId}` For anyone signed in.
 *
 * @throws ApiError account_suspended, course_not_found, internal_error, invalid_input, lesson_locked, lesson_not_found, not_enrolled, unauthorized, unavailable
 */
export function lesson(client: Client, input: LessonInput, options?: CallOptions): Promise<LessonAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/lessons/{lessonId}", token: true }, input, options);
}

export interface ProgressInput {
  params: {
    id: string;
  };
}

export interface ProgressAnswer {
  progress: Progress;
}

/**
 * How far you have come in a course, and where to go on.
 *
 * `GET /api/courses/{id}/progress` For anyone signed in.
 *
 * @throws ApiError account_suspended, course_not_found, internal_error, invalid_input, not_enrolled, unauthorized, unavailable
 */
export function progress(client: Client, input: ProgressInput, options?: CallOptions): Promise<ProgressAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/progress", token: true }, input, options);
}

export interface SaveProgressInput {
  params: {
    id: string;
    lessonId: string;
  };
  body?: ProgressChange;
}

export interface SaveProgressAnswer {
  message: string;
  progress: Progress;
}

/**
 * Note where you are in a lesson, or that you have completed it; a quiz is completed by passing it.
 *
 * `PUT /api/courses/{id}/lessons/{lessonId}/progress` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, internal_error, invalid_input, lesson_locked, lesson_not_found, malformed_json, not_enrolled, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function saveProgress(client: Client, input: SaveProgressInput, options?: CallOptions): Promise<SaveProgressAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/lessons/{lessonId}/progress", token: true }, input, options);
}

export interface CurriculumInput {
  params: {
    id: string;
  };
}

export interface CurriculumAnswer {
  curriculum: Curriculum;
}

/**
 * The curriculum as its author works on it, of a draft too.
 *
 * `GET /api/courses/{id}/curriculum` For instructors and admins.
 *
 * @throws ApiError account_suspended, course_not_found, forbidden, internal_error, invalid_input, not_owner, second_factor_required, unauthorized, unavailable
 */
export function curriculum(client: Client, input: CurriculumInput, options?: CallOptions): Promise<CurriculumAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/curriculum", token: true }, input, options);
}

export interface AddSectionInput {
  params: {
    id: string;
  };
  body: NewSection;
}

export interface AddSectionAnswer {
  message: string;
  section: {
    id: string;
    title: string;
  };
}

/**
 * A new section, behind the others.
 *
 * `POST /api/courses/{id}/sections` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, not_owner, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function addSection(client: Client, input: AddSectionInput, options?: CallOptions): Promise<AddSectionAnswer> {
  return client.call({ method: "POST", path: "/api/courses/{id}/sections", token: true }, input, options);
}

export interface ChangeSectionInput {
  params: {
    id: string;
    sectionId: string;
  };
  body?: SectionChange;
}

export interface ChangeSectionAnswer {
  message: string;
  section: {
    id: string;
    title: string;
  };
}

/**
 * Rename a section.
 *
 * `PUT /api/courses/{id}/sections/{sectionId}` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, not_owner, second_factor_required, section_not_found, unauthorized, unavailable, unsupported_media_type
 */
export function changeSection(client: Client, input: ChangeSectionInput, options?: CallOptions): Promise<ChangeSectionAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/sections/{sectionId}", token: true }, input, options);
}

export interface RemoveSectionInput {
  params: {
    id: string;
    sectionId: string;
  };
}

export type RemoveSectionAnswer = Message;

/**
 * Delete a section without lessons.
 *
 * `DELETE /api/courses/{id}/sections/{sectionId}` For instructors and admins.
 *
 * @throws ApiError account_suspended, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, not_owner, second_factor_required, section_not_found, unauthorized, unavailable, wrong_state
 */
export function removeSection(client: Client, input: RemoveSectionInput, options?: CallOptions): Promise<RemoveSectionAnswer> {
  return client.call({ method: "DELETE", path: "/api/courses/{id}/sections/{sectionId}", token: true }, input, options);
}

export interface AddLessonInput {
  params: {
    id: string;
  };
  body: NewLesson;
}

export interface AddLessonAnswer {
  message: string;
  lesson: AuthoredLesson;
}

/**
 * A new lesson, behind the others of its section.
 *
 * `POST /api/courses/{id}/lessons` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, not_owner, second_factor_required, section_not_found, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready, wrong_state
 */
export function addLesson(client: Client, input: AddLessonInput, options?: CallOptions): Promise<AddLessonAnswer> {
  return client.call({ method: "POST", path: "/api/courses/{id}/lessons", token: true }, input, options);
}

export interface ChangeLessonInput {
  params: {
    id: string;
    lessonId: string;
  };
  body?: LessonChange;
}

export interface ChangeLessonAnswer {
  message: string;
  lesson: AuthoredLesson;
}

/**
 * Change a lesson; fields left out stay, null clears.
 *
 * `PUT /api/courses/{id}/lessons/{lessonId}` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, lesson_not_found, malformed_json, not_owner, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function changeLesson(client: Client, input: ChangeLessonInput, options?: CallOptions): Promise<ChangeLessonAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/lessons/{lessonId}", token: true }, input, options);
}

export interface RemoveLessonInput {
  params: {
    id: string;
    lessonId: string;
  };
}

export type RemoveLessonAnswer = Message;

/**
 * Delete a lesson; everybody's percentage follows.
 *
 * `DELETE /api/courses/{id}/lessons/{lessonId}` For instructors and admins.
 *
 * @throws ApiError account_suspended, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, lesson_not_found, not_owner, second_factor_required, unauthorized, unavailable
 */
export function removeLesson(client: Client, input: RemoveLessonInput, options?: CallOptions): Promise<RemoveLessonAnswer> {
  return client.call({ method: "DELETE", path: "/api/courses/{id}/lessons/{lessonId}", token: true }, input, options);
}

export interface ReorderInput {
  params: {
    id: string;
  };
  body: NewOrder;
}

export interface ReorderAnswer {
  message: string;
  curriculum: Curriculum;
}

/**
 * Put all sections and lessons into a new order, across sections too.
 *
 * `PUT /api/courses/{id}/lessons/reorder` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, not_owner, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function reorder(client: Client, input: ReorderInput, options?: CallOptions): Promise<ReorderAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/lessons/reorder", token: true }, input, options);
}
