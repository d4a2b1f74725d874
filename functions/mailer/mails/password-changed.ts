import { action } from "./action";
import { facts, paragraph, steps } from "./blocks";
import { type Content, layout } from "./layout";
import { indianTime, universalTime } from "./moment";
import { greeting } from "./wording";

export interface PasswordChanged {
  name: string;
  email: string;
  /** ISO 8601. */
  changedAt: string;
  resetUrl: string;
}

/** After a password was changed, by whoever that was. */
export const passwordChanged = ({ name, email, changedAt, resetUrl }: PasswordChanged): Content =>
  layout({
    subject: "Your password was changed",
    preheader: "Nothing to do if it was you. If it wasn’t, act now.",
    heading: "Your password was changed",
    body: [
      paragraph(greeting(name)),
      paragraph("The password of your account was changed, and every other session was signed out."),
      facts([
        { label: "Account", value: email },
        { label: "Changed", value: indianTime(changedAt), more: universalTime(changedAt) },
      ]),
      paragraph("It was you? Then there is nothing to do. If it wasn’t you:"),
      steps([
        "Reset your password now. That signs out whoever is in your account.",
        "Change the password of your mailbox, too: whoever reads your mail can reset your password.",
      ]),
      action("Reset my password", resetUrl),
    ],
    reason: "You get this mail because it concerns the safety of your account.",
  });
