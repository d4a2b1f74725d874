import * as z from "zod/mini";
import { instant, maybe } from "./fields";

/** Mail that nobody has to get: each kind can be switched off. All other mail follows from what somebody did, or asks for. */
export const optionalMails = {
  reminders: "Reminders of events that you are registered for",
} as const satisfies Record<string, string>;

export type OptionalMail = keyof typeof optionalMails;

export const optionalMailNames = Object.keys(optionalMails) as [OptionalMail, ...OptionalMail[]];

/** Which optional mail somebody gets, by kind. */
export const mailPreferences = z.object({ reminders: z.boolean() } satisfies Record<OptionalMail, z.ZodMiniType>);
export type MailPreferences = z.output<typeof mailPreferences>;

/** Kinds left out stay as they are. */
export const mailPreferencesChange = z.partial(z.strictObject(mailPreferences.shape));

/** Why an address gets no mail: it doesn't exist, or whoever reads it called us a nuisance. */
export const suppressionReasons = ["bounced", "complained"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Whether mail reaches somebody, since when it doesn't, and what their mail server said. */
export const mailStanding = {
  mail_status: z.enum(["ok", ...suppressionReasons]),
  mail_status_at: maybe(instant),
  mail_status_reason: maybe(z.string()),
  mail_preferences: mailPreferences,
};
