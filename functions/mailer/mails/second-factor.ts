import { action } from "./action";
import { facts, paragraph, steps } from "./blocks";
import { type Content, layout } from "./layout";
import { indianTime, universalTime } from "./moment";
import { greeting } from "./wording";

export interface SecondFactorSwitched {
  name: string;
  email: string;
  on: boolean;
  /** ISO 8601. */
  switchedAt: string;
  resetUrl: string;
}

const wording = {
  on: {
    heading: "Signing in now takes a code as well",
    told: "Signing in to your account now takes the code of an authenticator app, after the password. Every other session was signed out.",
    unlike: "Tell an administrator: somebody knows your password, and only they can take the code off again.",
  },
  off: {
    heading: "Signing in no longer takes a code",
    told: "The code of your authenticator app isn’t asked for any more: your password alone opens your account. You did that, or an administrator for you.",
    unlike: "Tell an administrator, and set the app up again.",
  },
};

/** After a second factor was switched on or off, by whoever that was. */
export function secondFactorSwitched({ name, email, on, switchedAt, resetUrl }: SecondFactorSwitched): Content {
  const { heading, told, unlike } = wording[on ? "on" : "off"];
  return layout({
    ...{ subject: heading, heading },
    preheader: "Nothing to do if it was you. If it wasn’t, act now.",
    body: [
      paragraph(greeting(name)),
      paragraph(told),
      facts([
        { label: "Account", value: email },
        { label: on ? "Switched on" : "Switched off", value: indianTime(switchedAt), more: universalTime(switchedAt) },
      ]),
      paragraph("You know of it? Then there is nothing to do. If you don’t:"),
      steps(["Reset your password now. That signs out whoever is in your account.", unlike]),
      action("Reset my password", resetUrl),
    ],
    reason: "You get this mail because it concerns the safety of your account.",
  });
}
