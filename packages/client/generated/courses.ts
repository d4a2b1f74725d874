// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { AuthoredCard, AuthoredCourse, Course, CourseCard, CourseChange, CourseLevel, CourseSort, CourseStatus, EnrolledCourse, Enrollment, ImportReport, Learner, Message, NewCourse } from "./types";

export interface ListInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    search?: string;
    category?: string;
    level?: CourseLevel;
    sort?: CourseSort;
  };
}

export interface ListAnswer {
  courses: CourseCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Published courses: searched by words and their beginnings, by filter and in order.
 *
 * `GET /api/courses` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_cursor, invalid_input, unavailable
 */
export function list(client: Client, input: ListInput = {}, options?: CallOptions): Promise<ListAnswer> {
  return client.call({ method: "GET", path: "/api/courses" }, input, options);
}

export interface FeaturedInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface FeaturedAnswer {
  courses: CourseCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * The courses on the front page, newest first.
 *
 * `GET /api/courses/featured` Open to anybody.
 *
 * @throws ApiError internal_error, invalid_cursor, invalid_input, unavailable
 */
export function featured(client: Client, input: FeaturedInput = {}, options?: CallOptions): Promise<FeaturedAnswer> {
  return client.call({ method: "GET", path: "/api/courses/featured" }, input, options);
}

export interface MineInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    status?: CourseStatus;
    instructor?: string;
  };
}

export interface MineAnswer {
  courses: AuthoredCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Your own courses in whatever state, latest first; for an admin those of one instructor, or everybody's.
 *
 * `GET /api/courses/mine` For instructors and admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, not_owner, second_factor_required, unauthorized, unavailable
 */
export function mine(client: Client, input: MineInput = {}, options?: CallOptions): Promise<MineAnswer> {
  return client.call({ method: "GET", path: "/api/courses/mine", token: true }, input, options);
}

export interface EnrolledInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface EnrolledAnswer {
  courses: EnrolledCourse[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * The courses that you are enrolled in, latest first.
 *
 * `GET /api/courses/enrolled` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, invalid_cursor, invalid_input, unauthorized, unavailable
 */
export function enrolled(client: Client, input: EnrolledInput = {}, options?: CallOptions): Promise<EnrolledAnswer> {
  return client.call({ method: "GET", path: "/api/courses/enrolled", token: true }, input, options);
}

export interface BySlugInput {
  params: {
    slug: string;
  };
}

export interface BySlugAnswer {
  course: Course;
}

/**
 * One published course, by slug (an old one too) or id.
 *
 * `GET /api/courses/{slug}` Open to anybody.
 *
 * @throws ApiError course_not_found, internal_error, invalid_input, unavailable
 */
export function bySlug(client: Client, input: BySlugInput, options?: CallOptions): Promise<BySlugAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{slug}" }, input, options);
}

export interface CreateInput {
  body: NewCourse;
}

export interface CreateAnswer {
  message: string;
  course: AuthoredCourse;
}

/**
 * A new draft.
 *
 * `POST /api/courses` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_not_found, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function create(client: Client, input: CreateInput, options?: CallOptions): Promise<CreateAnswer> {
  return client.call({ method: "POST", path: "/api/courses", token: true }, input, options);
}

export interface ImportFileInput {
  query?: {
    dry_run?: "true" | "false";
  };
  body: string;
}

export type ImportFileAnswer = ImportReport;

/**
 * Make a draft of each line of a CSV file, unless it has made one before.
 *
 * `POST /api/courses/import` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, forbidden, internal_error, invalid_input, malformed_csv, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function importFile(client: Client, input: ImportFileInput, options?: CallOptions): Promise<ImportFileAnswer> {
  return client.call({ method: "POST", path: "/api/courses/import", token: true, accepts: "text/csv" }, input, options);
}

export interface UpdateInput {
  params: {
    id: string;
  };
  body?: CourseChange;
}

export interface UpdateAnswer {
  message: string;
  course: AuthoredCourse;
}

/**
 * Change a course; fields left out stay, a new title makes a new slug and the old one keeps leading here.
 *
 * `PUT /api/courses/{id}` For instructors and admins.
 *
 * @throws ApiError account_suspended, body_too_large, category_not_found, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, not_owner, second_factor_required, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function update(client: Client, input: UpdateInput, options?: CallOptions): Promise<UpdateAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}", token: true }, input, options);
}

export interface SetStatusInput {
  params: {
    id: string;
  };
  body: {
    status: CourseStatus;
  };
}

export interface SetStatusAnswer {
  message: string;
  course: AuthoredCourse;
}

/**
 * Publish, archive or take back to draft.
 *
 * `PUT /api/courses/{id}/status` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function setStatus(client: Client, input: SetStatusInput, options?: CallOptions): Promise<SetStatusAnswer> {
  return client.call({ method: "PUT", path: "/api/courses/{id}/status", token: true }, input, options);
}

export interface RemoveInput {
  params: {
    id: string;
  };
}

export type RemoveAnswer = Message;

/**
 * Delete a course that nobody has enrolled in or ordered; archive any other.
 *
 * `DELETE /api/courses/{id}` For admins.
 *
 * @throws ApiError account_suspended, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function remove(client: Client, input: RemoveInput, options?: CallOptions): Promise<RemoveAnswer> {
  return client.call({ method: "DELETE", path: "/api/courses/{id}", token: true }, input, options);
}

export interface EnrollInput {
  params: {
    id: string;
  };
}

export interface EnrollAnswer {
  message: string;
  enrollment: Enrollment;
}

/**
 * Enroll in a free course, or come back to one that is yours.
 *
 * `POST /api/courses/{id}/enroll` For anyone signed in.
 *
 * @throws ApiError account_suspended, already_enrolled, course_not_found, edited_meanwhile, idempotency_mismatch, internal_error, invalid_input, payment_required, request_in_progress, unauthorized, unavailable
 */
export function enroll(client: Client, input: EnrollInput, options?: CallOptions): Promise<EnrollAnswer> {
  return client.call({ method: "POST", path: "/api/courses/{id}/enroll", token: true, idempotent: true }, input, options);
}

export interface LeaveInput {
  params: {
    id: string;
  };
}

export interface LeaveAnswer {
  message: string;
  enrollment: Enrollment;
}

/**
 * Leave a course; progress stays, and what was paid for lets back in.
 *
 * `DELETE /api/courses/{id}/enroll` For anyone signed in.
 *
 * @throws ApiError account_suspended, course_not_found, edited_meanwhile, internal_error, invalid_input, not_enrolled, unauthorized, unavailable
 */
export function leave(client: Client, input: LeaveInput, options?: CallOptions): Promise<LeaveAnswer> {
  return client.call({ method: "DELETE", path: "/api/courses/{id}/enroll", token: true }, input, options);
}

export interface LearnersInput {
  params: {
    id: string;
  };
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
  };
}

export interface LearnersAnswer {
  enrollments: Learner[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * Who is in the course, latest first.
 *
 * `GET /api/courses/{id}/enrollments` For instructors and admins.
 *
 * @throws ApiError account_suspended, course_not_found, forbidden, internal_error, invalid_cursor, invalid_input, not_owner, second_factor_required, unauthorized, unavailable
 */
export function learners(client: Client, input: LearnersInput, options?: CallOptions): Promise<LearnersAnswer> {
  return client.call({ method: "GET", path: "/api/courses/{id}/enrollments", token: true }, input, options);
}

export interface GrantInput {
  params: {
    id: string;
  };
  body: {
    user_id: string;
    reason: string;
  };
}

export interface GrantAnswer {
  message: string;
  enrollment: Enrollment;
}

/**
 * Let somebody into a course, with a reason that is kept.
 *
 * `POST /api/courses/{id}/enrollments` For admins.
 *
 * @throws ApiError account_suspended, already_enrolled, body_too_large, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, user_not_found
 */
export function grant(client: Client, input: GrantInput, options?: CallOptions): Promise<GrantAnswer> {
  return client.call({ method: "POST", path: "/api/courses/{id}/enrollments", token: true }, input, options);
}

export interface RevokeInput {
  params: {
    id: string;
    userId: string;
  };
}

export interface RevokeAnswer {
  message: string;
  enrollment: Enrollment;
}

/**
 * Take away access that nobody paid for; what was bought stays.
 *
 * `DELETE /api/courses/{id}/enrollments/{userId}` For admins.
 *
 * @throws ApiError account_suspended, course_not_found, edited_meanwhile, forbidden, internal_error, invalid_input, not_enrolled, second_factor_required, unauthorized, unavailable
 */
export function revoke(client: Client, input: RevokeInput, options?: CallOptions): Promise<RevokeAnswer> {
  return client.call({ method: "DELETE", path: "/api/courses/{id}/enrollments/{userId}", token: true }, input, options);
}
