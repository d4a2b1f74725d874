// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { Certificate } from "./types";

export interface OfCourseInput {
  params: {
    id: string;
  };
}

/**
 * Your certificate of a completed course, as a PDF.
 *
 * `GET /api/courses/{id}/certificate` For anyone signed in.
 *
 * @throws ApiError account_suspended, certificate_not_found, course_incomplete, course_not_found, email_unverified, internal_error, invalid_input, not_enrolled, unauthorized, unavailable
 */
export function ofCourse(client: Client, input: OfCourseInput, options?: CallOptions): Promise<Response> {
  return client.send({ method: "GET", path: "/api/courses/{id}/certificate", token: true }, input, options);
}

export interface ByCodeInput {
  params: {
    code: string;
  };
}

export interface ByCodeAnswer {
  certificate: Certificate;
}

/**
 * Whether a certificate is real and valid; its code in any case, with or without dashes.
 *
 * `GET /api/certificates/{code}` Open to anybody.
 *
 * @throws ApiError certificate_not_found, internal_error, invalid_input, unavailable
 */
export function byCode(client: Client, input: ByCodeInput, options?: CallOptions): Promise<ByCodeAnswer> {
  return client.call({ method: "GET", path: "/api/certificates/{code}" }, input, options);
}
