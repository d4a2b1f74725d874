// Generated from packages/contract by `npm run generate`: edit the contract, not this.

import type { Client } from "../client";
import type { CallOptions } from "../route";
import type { MailPreferences, MailPreferencesChange, Message, OwnProfileChange, PersonalRecord, Role, SecondFactorSetup, SecondStep, User } from "./types";

export interface RegisterInput {
  body: {
    name: string;
    email: string;
    password: string;
    phone?: string;
  };
}

export interface RegisterAnswer {
  message: string;
  token: string;
  refreshToken: string;
  user: {
    id: string;
    name: string;
    email: string;
    role: Role;
    email_verified: boolean;
  };
}

/**
 * Open a student's account; its address is verified by a mailed link.
 *
 * `POST /api/auth/register` Open to anybody.
 *
 * @throws ApiError body_too_large, email_taken, internal_error, invalid_input, malformed_json, unavailable, unsupported_media_type, weak_password
 */
export function register(client: Client, input: RegisterInput, options?: CallOptions): Promise<RegisterAnswer> {
  return client.call({ method: "POST", path: "/api/auth/register", session: "begins" }, input, options);
}

export interface LoginInput {
  body: {
    email: string;
    password: string;
  };
}

export type LoginAnswer = {
  message: string;
  token: string;
  refreshToken: string;
  user: {
    id: string;
    name: string;
    email: string;
    role: Role;
    email_verified: boolean;
    avatar: string | null;
    second_factor: boolean;
    second_factor_required: boolean;
  };
} | SecondStep;

/**
 * Sign in; a wrong password and an unknown address look the same. Whoever has a second factor is asked for it.
 *
 * `POST /api/auth/login` Open to anybody.
 *
 * @throws ApiError account_locked, account_suspended, body_too_large, internal_error, invalid_credentials, invalid_input, malformed_json, rate_limited, unavailable, unsupported_media_type
 */
export function login(client: Client, input: LoginInput, options?: CallOptions): Promise<LoginAnswer> {
  return client.call({ method: "POST", path: "/api/auth/login", session: "begins" }, input, options);
}

export interface LoginWithCodeInput {
  body: {
    email: string;
    session: string;
    code: string;
  };
}

export interface LoginWithCodeAnswer {
  message: string;
  token: string;
  refreshToken: string;
  user: {
    id: string;
    name: string;
    email: string;
    role: Role;
    email_verified: boolean;
    avatar: string | null;
    second_factor: boolean;
    second_factor_required: boolean;
  };
}

/**
 * The second step of signing in: what the first answered, and the code that the authenticator app shows.
 *
 * `POST /api/auth/login/second-factor` Open to anybody.
 *
 * @throws ApiError account_locked, account_suspended, body_too_large, internal_error, invalid_code, invalid_input, malformed_json, rate_limited, unavailable, unsupported_media_type
 */
export function loginWithCode(client: Client, input: LoginWithCodeInput, options?: CallOptions): Promise<LoginWithCodeAnswer> {
  return client.call({ method: "POST", path: "/api/auth/login/second-factor", session: "begins" }, input, options);
}

export interface BeginSecondFactorInput {
  body: {
    password: string;
  };
}

export type BeginSecondFactorAnswer = SecondFactorSetup;

/**
 * Begin to set up a second factor: a secret for an authenticator app, that nothing asks for until it is confirmed.
 *
 * `POST /api/auth/second-factor` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_credentials, invalid_input, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function beginSecondFactor(client: Client, input: BeginSecondFactorInput, options?: CallOptions): Promise<BeginSecondFactorAnswer> {
  return client.call({ method: "POST", path: "/api/auth/second-factor", token: true }, input, options);
}

export interface ConfirmSecondFactorInput {
  body: {
    password: string;
    code: string;
  };
}

export interface ConfirmSecondFactorAnswer {
  message: string;
  token: string;
  refreshToken: string;
}

/**
 * Switch it on by the app's first code; ends every other session and answers new tokens for this one.
 *
 * `PUT /api/auth/second-factor` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_code, invalid_credentials, invalid_input, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function confirmSecondFactor(client: Client, input: ConfirmSecondFactorInput, options?: CallOptions): Promise<ConfirmSecondFactorAnswer> {
  return client.call({ method: "PUT", path: "/api/auth/second-factor", token: true, session: "begins" }, input, options);
}

export interface RemoveSecondFactorInput {
  body: {
    password: string;
    code: string;
  };
}

export type RemoveSecondFactorAnswer = Message;

/**
 * Switch it off; refused to those whose role needs one.
 *
 * `DELETE /api/auth/second-factor` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_code, invalid_credentials, invalid_input, malformed_json, rate_limited, second_factor_required, unauthorized, unavailable, unsupported_media_type, wrong_state
 */
export function removeSecondFactor(client: Client, input: RemoveSecondFactorInput, options?: CallOptions): Promise<RemoveSecondFactorAnswer> {
  return client.call({ method: "DELETE", path: "/api/auth/second-factor", token: true }, input, options);
}

export interface ForgotPasswordInput {
  body: {
    email: string;
  };
}

export type ForgotPasswordAnswer = Message;

/**
 * Ask for a reset link; the answer never tells whether the account exists.
 *
 * `POST /api/auth/forgot-password` Open to anybody.
 *
 * @throws ApiError body_too_large, internal_error, invalid_input, malformed_json, rate_limited, unavailable, unsupported_media_type
 */
export function forgotPassword(client: Client, input: ForgotPasswordInput, options?: CallOptions): Promise<ForgotPasswordAnswer> {
  return client.call({ method: "POST", path: "/api/auth/forgot-password" }, input, options);
}

export interface ResetPasswordInput {
  body: {
    token: string;
    password: string;
  };
}

export type ResetPasswordAnswer = Message;

/**
 * Set a new password with a mailed link's token; ends every session.
 *
 * `POST /api/auth/reset-password` Open to anybody.
 *
 * @throws ApiError body_too_large, internal_error, invalid_input, invalid_link, malformed_json, rate_limited, unavailable, unsupported_media_type, weak_password
 */
export function resetPassword(client: Client, input: ResetPasswordInput, options?: CallOptions): Promise<ResetPasswordAnswer> {
  return client.call({ method: "POST", path: "/api/auth/reset-password" }, input, options);
}

export interface AcceptInvitationInput {
  body: {
    token: string;
    password: string;
  };
}

export type AcceptInvitationAnswer = Message;

/**
 * Set the first password with an invitation's token; verifies the address and opens the account.
 *
 * `POST /api/auth/accept-invitation` Open to anybody.
 *
 * @throws ApiError body_too_large, edited_meanwhile, internal_error, invalid_input, invalid_link, malformed_json, rate_limited, unavailable, unsupported_media_type, weak_password
 */
export function acceptInvitation(client: Client, input: AcceptInvitationInput, options?: CallOptions): Promise<AcceptInvitationAnswer> {
  return client.call({ method: "POST", path: "/api/auth/accept-invitation" }, input, options);
}

export interface VerifyEmailInput {
  body: {
    token: string;
  };
}

export type VerifyEmailAnswer = Message;

/**
 * Verify the address with a mailed link's token.
 *
 * `POST /api/auth/verify-email` Open to anybody.
 *
 * @throws ApiError body_too_large, internal_error, invalid_input, invalid_link, malformed_json, rate_limited, unavailable, unsupported_media_type
 */
export function verifyEmail(client: Client, input: VerifyEmailInput, options?: CallOptions): Promise<VerifyEmailAnswer> {
  return client.call({ method: "POST", path: "/api/auth/verify-email" }, input, options);
}

export interface RefreshTokenInput {
  body: {
    refreshToken: string;
  };
}

export interface RefreshTokenAnswer {
  token: string;
  refreshToken: string;
}

/**
 * Trade the refresh token for a new access token.
 *
 * `POST /api/auth/refresh-token` Open to anybody.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_input, invalid_refresh_token, malformed_json, unavailable, unsupported_media_type
 */
export function refreshToken(client: Client, input: RefreshTokenInput, options?: CallOptions): Promise<RefreshTokenAnswer> {
  return client.call({ method: "POST", path: "/api/auth/refresh-token", session: "begins" }, input, options);
}

export interface LogoutInput {
  body?: {
    refreshToken?: string;
  };
}

export type LogoutAnswer = Message;

/**
 * End this session; without a refresh token, all of them.
 *
 * `POST /api/auth/logout` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_input, malformed_json, unauthorized, unavailable, unsupported_media_type
 */
export function logout(client: Client, input: LogoutInput = {}, options?: CallOptions): Promise<LogoutAnswer> {
  return client.call({ method: "POST", path: "/api/auth/logout", token: true, session: "ends" }, input, options);
}

export interface ResendVerificationInput {
  body?: Record<string, never>;
}

export type ResendVerificationAnswer = Message;

/**
 * Mail a fresh verification link.
 *
 * `POST /api/auth/resend-verification` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, email_verified, internal_error, invalid_input, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type
 */
export function resendVerification(client: Client, input: ResendVerificationInput = {}, options?: CallOptions): Promise<ResendVerificationAnswer> {
  return client.call({ method: "POST", path: "/api/auth/resend-verification", token: true }, input, options);
}

export interface ProfileAnswer {
  user: User;
}

/**
 * The own profile.
 *
 * `GET /api/auth/profile` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, unauthorized, unavailable
 */
export function profile(client: Client, options?: CallOptions): Promise<ProfileAnswer> {
  return client.call({ method: "GET", path: "/api/auth/profile", token: true }, {}, options);
}

export interface UpdateProfileInput {
  body?: OwnProfileChange;
}

export interface UpdateProfileAnswer {
  message: string;
  user: User;
}

/**
 * Change the own profile; fields left out stay.
 *
 * `PUT /api/auth/profile` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, internal_error, invalid_input, malformed_json, unauthorized, unavailable, unsupported_media_type, upload_not_found, upload_not_ready
 */
export function updateProfile(client: Client, input: UpdateProfileInput = {}, options?: CallOptions): Promise<UpdateProfileAnswer> {
  return client.call({ method: "PUT", path: "/api/auth/profile", token: true }, input, options);
}

export interface SetMailPreferencesInput {
  body?: MailPreferencesChange;
}

export interface SetMailPreferencesAnswer {
  message: string;
  mail_preferences: MailPreferences;
}

/**
 * Say which optional mail to get; kinds left out stay, and mail that an account needs is always sent.
 *
 * `PUT /api/auth/mail-preferences` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_input, malformed_json, unauthorized, unavailable, unsupported_media_type
 */
export function setMailPreferences(client: Client, input: SetMailPreferencesInput = {}, options?: CallOptions): Promise<SetMailPreferencesAnswer> {
  return client.call({ method: "PUT", path: "/api/auth/mail-preferences", token: true }, input, options);
}

export interface RemoveProfileInput {
  body: {
    password: string;
  };
}

export type RemoveProfileAnswer = Message;

/**
 * Delete the own account for good; orders and invoices stay, as the law wants.
 *
 * `DELETE /api/auth/profile` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, edited_meanwhile, internal_error, invalid_credentials, invalid_input, last_admin, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type
 */
export function removeProfile(client: Client, input: RemoveProfileInput, options?: CallOptions): Promise<RemoveProfileAnswer> {
  return client.call({ method: "DELETE", path: "/api/auth/profile", token: true }, input, options);
}

export type ExportProfileAnswer = PersonalRecord;

/**
 * Everything that is kept about the own account, as a file.
 *
 * `GET /api/auth/profile/export` For anyone signed in.
 *
 * @throws ApiError account_suspended, internal_error, unauthorized, unavailable
 */
export function exportProfile(client: Client, options?: CallOptions): Promise<ExportProfileAnswer> {
  return client.call({ method: "GET", path: "/api/auth/profile/export", token: true }, {}, options);
}

export interface ChangePasswordInput {
  body: {
    current_password: string;
    new_password: string;
  };
}

export type ChangePasswordAnswer = {
  message: string;
  token: string;
  refreshToken: string;
} | SecondStep;

/**
 * Set a new password; ends every other session and answers new tokens for this one, or asks for the second factor.
 *
 * `PUT /api/auth/change-password` For anyone signed in.
 *
 * @throws ApiError account_suspended, body_too_large, internal_error, invalid_credentials, invalid_input, malformed_json, rate_limited, unauthorized, unavailable, unsupported_media_type, weak_password
 */
export function changePassword(client: Client, input: ChangePasswordInput, options?: CallOptions): Promise<ChangePasswordAnswer> {
  return client.call({ method: "PUT", path: "/api/auth/change-password", token: true, session: "begins" }, input, options);
}
