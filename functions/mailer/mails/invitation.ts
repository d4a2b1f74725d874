import { action } from "./action";
import { aside, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { bothTimes } from "./moment";
import type { MailedLink } from "./verify-email";
import { greeting } from "./wording";

/** The link with which somebody who was invited sets a password. */
export const invitation = ({ name, url, until }: MailedLink): Content =>
  layout({
    subject: "You are invited to Insta iQ",
    preheader: "Your account is waiting. Choose a password, and it is yours.",
    heading: "You are invited to Insta iQ",
    body: [
      paragraph(greeting(name)),
      paragraph("We have made an account for you. Choose a password, and you can sign in with this address:"),
      action("Accept the invitation", url),
      aside(`The link works once, until ${bothTimes(until)}. After that, ask whoever invited you for another.`),
      aside("You didn’t expect this? Then do nothing: without a password the account stays closed."),
    ],
    reason: "You get this mail because somebody at Insta iQ invited this address.",
  });
