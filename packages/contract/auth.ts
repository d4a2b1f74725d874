import * as z from "zod/mini";
import { group } from "./endpoint";
import { email, line, maybe, message, password, phone, secretText } from "./fields";
import { mailPreferences, mailPreferencesChange } from "./mailing";
import { personalRecord } from "./personal";
import { code, sealedSession, secondFactorSetup, secondStep } from "./second-factor";
import { ownProfileChange, role, user } from "./user";

const tokens = {
  /** Access token, 15 minutes. */
  token: z.string(),
  /** 30 days, revocable. */
  refreshToken: z.string(),
};

const account = z.object({ id: z.string(), name: z.string(), email: z.string(), role, email_verified: z.boolean() });

const signedIn = z.object({
  message: z.string(),
  ...tokens,
  user: z.extend(account, {
    avatar: maybe(z.string()),
    second_factor: z.boolean(),
    second_factor_required: z.boolean(),
  }),
});

/** A refresh token: these are the characters that Cognito takes, and refuses a request for others. */
const opaque = z
  .string()
  .check(z.minLength(1), z.maxLength(4096), z.regex(/^[A-Za-z0-9_=.-]+$/, "must be a refresh token"));

/** The raw token of a mailed link. */
const linkToken = z
  .string()
  .check(z.minLength(16), z.maxLength(256), z.regex(/^[A-Za-z0-9_-]+$/, "must be the token of a mailed link"));

export const auth = group("auth", {
  summary: "Accounts, sessions and the own profile",
  needs: {
    table: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem"],
    indexes: ["gsi1", "gsi3"],
    identity: [
      "AdminCreateUser",
      "AdminSetUserPassword",
      "AdminGetUser",
      "AdminAddUserToGroup",
      "AdminInitiateAuth",
      "AdminRespondToAuthChallenge",
      "AdminSetUserMFAPreference",
      "AdminUserGlobalSignOut",
      "AdminDeleteUser",
    ],
    secrets: ["APP_KEY"],
    settings: ["FRONTEND_URL", "RATE_LIMIT_ATTEMPTS", "RATE_LIMIT_WINDOW_SECONDS"],
    pictures: true,
  },
  endpoints: {
    register: {
      method: "POST",
      path: "/auth/register",
      access: "public",
      summary: "Open a student's account; its address is verified by a mailed link",
      body: z.strictObject({ name: line(255), email, password, phone: z.optional(phone) }),
      status: 201,
      returns: z.object({ message: z.string(), ...tokens, user: account }),
      errors: ["email_taken", "weak_password"],
    },
    login: {
      method: "POST",
      path: "/auth/login",
      access: "public",
      summary:
        "Sign in; a wrong password and an unknown address look the same. Whoever has a second factor is asked for it",
      body: z.strictObject({ email, password: secretText }),
      returns: z.union([signedIn, secondStep]),
      errors: ["invalid_credentials", "account_locked", "account_suspended"],
      throttle: "email",
    },
    loginWithCode: {
      method: "POST",
      path: "/auth/login/second-factor",
      access: "public",
      summary: "The second step of signing in: what the first answered, and the code that the authenticator app shows",
      body: z.strictObject({ email, session: sealedSession, code }),
      returns: signedIn,
      errors: ["invalid_code", "account_locked", "account_suspended"],
      throttle: "email",
    },
    beginSecondFactor: {
      method: "POST",
      path: "/auth/second-factor",
      access: "user",
      summary:
        "Begin to set up a second factor: a secret for an authenticator app, that nothing asks for until it is confirmed",
      body: z.strictObject({ password: secretText }),
      returns: secondFactorSetup,
      errors: ["invalid_credentials", "wrong_state"],
      throttle: "",
    },
    confirmSecondFactor: {
      method: "PUT",
      path: "/auth/second-factor",
      access: "user",
      summary: "Switch it on by the app's first code; ends every other session and answers new tokens for this one",
      body: z.strictObject({ password: secretText, code }),
      returns: z.object({ message: z.string(), ...tokens }),
      errors: ["invalid_credentials", "invalid_code", "wrong_state"],
      throttle: "",
    },
    removeSecondFactor: {
      method: "DELETE",
      path: "/auth/second-factor",
      access: "user",
      summary: "Switch it off; refused to those whose role needs one",
      body: z.strictObject({ password: secretText, code }),
      returns: message,
      errors: ["invalid_credentials", "invalid_code", "wrong_state", "second_factor_required"],
      throttle: "",
    },
    forgotPassword: {
      method: "POST",
      path: "/auth/forgot-password",
      access: "public",
      summary: "Ask for a reset link; the answer never tells whether the account exists",
      body: z.strictObject({ email }),
      status: 202,
      returns: message,
      throttle: "email",
    },
    resetPassword: {
      method: "POST",
      path: "/auth/reset-password",
      access: "public",
      summary: "Set a new password with a mailed link's token; ends every session",
      body: z.strictObject({ token: linkToken, password }),
      returns: message,
      errors: ["invalid_link", "weak_password"],
      throttle: "token",
    },
    acceptInvitation: {
      method: "POST",
      path: "/auth/accept-invitation",
      access: "public",
      summary: "Set the first password with an invitation's token; verifies the address and opens the account",
      body: z.strictObject({ token: linkToken, password }),
      returns: message,
      errors: ["invalid_link", "weak_password", "edited_meanwhile"],
      throttle: "token",
    },
    verifyEmail: {
      method: "POST",
      path: "/auth/verify-email",
      access: "public",
      summary: "Verify the address with a mailed link's token",
      body: z.strictObject({ token: linkToken }),
      returns: message,
      errors: ["invalid_link"],
      throttle: "token",
    },
    refreshToken: {
      method: "POST",
      path: "/auth/refresh-token",
      access: "public",
      summary: "Trade the refresh token for a new access token",
      body: z.strictObject({ refreshToken: opaque }),
      returns: z.object(tokens),
      errors: ["invalid_refresh_token", "account_suspended"],
    },
    logout: {
      method: "POST",
      path: "/auth/logout",
      access: "user",
      summary: "End this session; without a refresh token, all of them",
      body: z.strictObject({ refreshToken: z.optional(opaque) }),
      returns: message,
    },
    resendVerification: {
      method: "POST",
      path: "/auth/resend-verification",
      access: "user",
      summary: "Mail a fresh verification link",
      body: z.strictObject({}),
      status: 202,
      returns: message,
      errors: ["email_verified"],
      throttle: "",
    },
    profile: {
      method: "GET",
      path: "/auth/profile",
      access: "user",
      summary: "The own profile",
      returns: z.object({ user }),
    },
    updateProfile: {
      method: "PUT",
      path: "/auth/profile",
      access: "user",
      summary: "Change the own profile; fields left out stay",
      body: ownProfileChange,
      returns: z.object({ message: z.string(), user }),
      errors: ["upload_not_found", "upload_not_ready", "edited_meanwhile"],
    },
    setMailPreferences: {
      method: "PUT",
      path: "/auth/mail-preferences",
      access: "user",
      summary: "Say which optional mail to get; kinds left out stay, and mail that an account needs is always sent",
      body: mailPreferencesChange,
      returns: z.object({ message: z.string(), mail_preferences: mailPreferences }),
    },
    removeProfile: {
      method: "DELETE",
      path: "/auth/profile",
      access: "user",
      summary: "Delete the own account for good; orders and invoices stay, as the law wants",
      body: z.strictObject({ password: secretText }),
      returns: message,
      errors: ["invalid_credentials", "last_admin", "edited_meanwhile"],
      throttle: "",
    },
    exportProfile: {
      method: "GET",
      path: "/auth/profile/export",
      access: "user",
      summary: "Everything that is kept about the own account, as a file",
      returns: personalRecord,
      download: "insta-iq-profile.json",
    },
    changePassword: {
      method: "PUT",
      path: "/auth/change-password",
      access: "user",
      summary:
        "Set a new password; ends every other session and answers new tokens for this one, or asks for the second factor",
      body: z.strictObject({ current_password: secretText, new_password: password }),
      returns: z.union([z.object({ message: z.string(), ...tokens }), secondStep]),
      errors: ["invalid_credentials", "weak_password"],
      throttle: "",
    },
  },
});
