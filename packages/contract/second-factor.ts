import * as z from "zod/mini";

/** What an authenticator app shows. */
export const code = z.string().check(z.regex(/^[0-9]{6}$/, "must be six digits"));

/** How long a sign-in waits between its steps. */
export const secondStepMinutes = 5;

/** What carries a sign-in from its first step to its second; nobody but the API can read it. */
export const sealedSession = z
  .string()
  .check(z.minLength(1), z.maxLength(8192), z.regex(/^[A-Za-z0-9_-]+$/, "must be what the first step answered"));

/** The answer to a right password where a code is asked for as well. */
export const secondStep = z.object({
  message: z.string(),
  second_factor: z.object({
    session: sealedSession,
    /** Seconds that it waits for the code. */
    expires_in: z.int(),
  }),
});

/** What an authenticator app needs to know; shown once. */
export const secondFactorSetup = z.object({
  message: z.string(),
  second_factor: z.object({
    /** Base32, for who types it. */
    secret: z.string(),
    /** `otpauth://totp/…`, to be shown as a QR code. */
    uri: z.string(),
  }),
});
