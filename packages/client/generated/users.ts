// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { AuditEntry, ImportReport, Message, NewUser, ProfileChange, Role, User, UserCard, UserStatus } from "./types";

export interface ListInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    search?: string;
    role?: Role;
    status?: UserStatus;
  };
}

export interface ListAnswer {
  users: UserCard[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * All users, latest first; searched by words and their beginnings in name and address, the best first.
 *
 * `GET /api/users` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function list(client: Client, input: ListInput = {}, options?: CallOptions): Promise<ListAnswer> {
  return client.call({ method: "GET", path: "/api/users", token: true }, input, options);
}

export interface CreateInput {
  body: NewUser;
}

export interface CreateAnswer {
  message: string;
  user: User;
}

/**
 * Invite somebody: they get a link by mail, with which they set a password.
 *
 * `POST /api/users` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, email_taken, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function create(client: Client, input: CreateInput, options?: CallOptions): Promise<CreateAnswer> {
  return client.call({ method: "POST", path: "/api/users", token: true }, input, options);
}

export interface ImportFileInput {
  query?: {
    dry_run?: "true" | "false";
  };
  body: string;
}

export type ImportFileAnswer = ImportReport;

/**
 * Invite everybody in a CSV file (name, email, role, phone); whoever has an account is skipped.
 *
 * `POST /api/users/import` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, forbidden, internal_error, invalid_input, malformed_csv, second_factor_required, unauthorized, unavailable, unsupported_media_type
 */
export function importFile(client: Client, input: ImportFileInput, options?: CallOptions): Promise<ImportFileAnswer> {
  return client.call({ method: "POST", path: "/api/users/import", token: true, accepts: "text/csv" }, input, options);
}

export interface ByIdInput {
  params: {
    id: string;
  };
}

export interface ByIdAnswer {
  user: User;
}

/**
 * One user.
 *
 * `GET /api/users/{id}` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable, user_not_found
 */
export function byId(client: Client, input: ByIdInput, options?: CallOptions): Promise<ByIdAnswer> {
  return client.call({ method: "GET", path: "/api/users/{id}", token: true }, input, options);
}

export interface UpdateInput {
  params: {
    id: string;
  };
  body?: ProfileChange;
}

export interface UpdateAnswer {
  message: string;
  user: User;
}

/**
 * Change somebody's profile; fields left out stay. The address is their own to change.
 *
 * `PUT /api/users/{id}` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, user_not_found
 */
export function update(client: Client, input: UpdateInput, options?: CallOptions): Promise<UpdateAnswer> {
  return client.call({ method: "PUT", path: "/api/users/{id}", token: true }, input, options);
}

export interface RemoveInput {
  params: {
    id: string;
  };
}

export type RemoveAnswer = Message;

/**
 * Delete an account for good; orders and invoices stay, as the law wants.
 *
 * `DELETE /api/users/{id}` For admins.
 *
 * @throws ApiError account_suspended, edited_meanwhile, forbidden, internal_error, invalid_input, last_admin, second_factor_required, unauthorized, unavailable, user_not_found
 */
export function remove(client: Client, input: RemoveInput, options?: CallOptions): Promise<RemoveAnswer> {
  return client.call({ method: "DELETE", path: "/api/users/{id}", token: true }, input, options);
}

export interface SetStatusInput {
  params: {
    id: string;
  };
  body: {
    status: UserStatus;
  };
}

export interface SetStatusAnswer {
  message: string;
  user: User;
}

/**
 * Suspend an account or let it in again; takes effect within seconds.
 *
 * `PUT /api/users/{id}/status` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, forbidden, internal_error, invalid_input, last_admin, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, user_not_found
 */
export function setStatus(client: Client, input: SetStatusInput, options?: CallOptions): Promise<SetStatusAnswer> {
  return client.call({ method: "PUT", path: "/api/users/{id}/status", token: true }, input, options);
}

export interface SetRoleInput {
  params: {
    id: string;
  };
  body: {
    role: Role;
  };
}

export interface SetRoleAnswer {
  message: string;
  user: User;
}

/**
 * Make somebody a student, an instructor or an admin; takes effect within seconds.
 *
 * `PUT /api/users/{id}/role` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, forbidden, internal_error, invalid_input, last_admin, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, user_not_found
 */
export function setRole(client: Client, input: SetRoleInput, options?: CallOptions): Promise<SetRoleAnswer> {
  return client.call({ method: "PUT", path: "/api/users/{id}/role", token: true }, input, options);
}

export interface LiftSuppressionInput {
  params: {
    id: string;
  };
}

export interface LiftSuppressionAnswer {
  message: string;
  user: User;
}

/**
 * Let mail go to somebody again whose address bounced, or who complained.
 *
 * `DELETE /api/users/{id}/suppression` For admins.
 *
 * @throws ApiError account_suspended, edited_meanwhile, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable, user_not_found, wrong_state
 */
export function liftSuppression(client: Client, input: LiftSuppressionInput, options?: CallOptions): Promise<LiftSuppressionAnswer> {
  return client.call({ method: "DELETE", path: "/api/users/{id}/suppression", token: true }, input, options);
}

export interface ResetSecondFactorInput {
  params: {
    id: string;
  };
  body: {
    reason: string;
  };
}

export interface ResetSecondFactorAnswer {
  message: string;
  user: User;
}

/**
 * Take the second factor from somebody who has lost it: they sign in without, and set up another.
 *
 * `DELETE /api/users/{id}/second-factor` For admins.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, forbidden, internal_error, invalid_input, malformed_json, second_factor_required, unauthorized, unavailable, unsupported_media_type, user_not_found, wrong_state
 */
export function resetSecondFactor(client: Client, input: ResetSecondFactorInput, options?: CallOptions): Promise<ResetSecondFactorAnswer> {
  return client.call({ method: "DELETE", path: "/api/users/{id}/second-factor", token: true }, input, options);
}

export interface InviteInput {
  params: {
    id: string;
  };
}

export type InviteAnswer = Message;

/**
 * Mail a fresh invitation to somebody who hasn't accepted one yet.
 *
 * `POST /api/users/{id}/invitation` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_input, second_factor_required, unauthorized, unavailable, user_not_found, wrong_state
 */
export function invite(client: Client, input: InviteInput, options?: CallOptions): Promise<InviteAnswer> {
  return client.call({ method: "POST", path: "/api/users/{id}/invitation", token: true }, input, options);
}

export interface AuditInput {
  query?: {
    limit?: number;
    page?: number;
    cursor?: string;
    actor?: string;
    subject?: string;
  };
}

export interface AuditAnswer {
  entries: AuditEntry[];
  total: number;
  totalPages: number;
  currentPage: number;
  nextCursor: string | null;
}

/**
 * What people with power did, latest first: all of it, by one actor, or to one subject.
 *
 * `GET /api/audit` For admins.
 *
 * @throws ApiError account_suspended, forbidden, internal_error, invalid_cursor, invalid_input, second_factor_required, unauthorized, unavailable
 */
export function audit(client: Client, input: AuditInput = {}, options?: CallOptions): Promise<AuditAnswer> {
  return client.call({ method: "GET", path: "/api/audit", token: true }, input, options);
}
