import * as z from "zod/mini";
import { group } from "./endpoint";

/** The token of an unsubscribe link: whose it is, which kind of mail, and our signature. */
const token = z
  .string()
  .check(z.minLength(1), z.maxLength(200), z.regex(/^[A-Za-z0-9_.-]+$/, "must be the token of an unsubscribe link"));

export const mail = group("mail", {
  summary: "What readers of our mail can do without signing in",
  needs: { table: ["UpdateItem"], secrets: ["APP_KEY"] },
  endpoints: {
    unsubscribePage: {
      method: "GET",
      path: "/mail/unsubscribe/{token}",
      access: "public",
      summary: "A page that asks whether this kind of mail shall end; by itself it changes nothing",
      params: z.strictObject({ token }),
      errors: ["invalid_link"],
    },
    unsubscribe: {
      method: "POST",
      path: "/mail/unsubscribe/{token}",
      access: "public",
      summary: "End this kind of mail with one click (RFC 8058); once more changes nothing",
      params: z.strictObject({ token }),
      body: z.object({ "List-Unsubscribe": z.literal("One-Click") }),
      accepts: "application/x-www-form-urlencoded",
      errors: ["invalid_link"],
    },
  },
});
