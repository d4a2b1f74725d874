import { action } from "./action";
import { aside, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { bothTimes } from "./moment";
import type { MailedLink } from "./verify-email";
import { greeting } from "./wording";

/** The link that leads to a new password. */
export const resetPassword = ({ name, url, until }: MailedLink): Content =>
  layout({
    subject: "Reset your password",
    preheader: "Choose a new password with the link in this mail.",
    heading: "Reset your password",
    body: [
      paragraph(greeting(name)),
      paragraph("Somebody, hopefully you, asked for a new password for your account. Choose it here:"),
      action("Choose a new password", url),
      aside(`The link works once, until ${bothTimes(until)}. A new password signs you out everywhere.`),
      aside("It wasn’t you? Then do nothing: your password stays as it is. Don’t pass the link on to anybody."),
    ],
    reason: "You get this mail because a password reset was asked for with this address.",
  });
