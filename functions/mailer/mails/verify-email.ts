import { action } from "./action";
import { aside, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { bothTimes } from "./moment";
import { greeting } from "./wording";

/** A mail that carries a one-time link. */
export interface MailedLink {
  name: string;
  url: string;
  /** ISO 8601; until when the link works. */
  until: string;
}

/** The link that proves an address. */
export const verifyEmail = ({ name, url, until }: MailedLink): Content =>
  layout({
    subject: "Confirm your e-mail address",
    preheader: "One press, and your address is confirmed.",
    heading: "Confirm your e-mail address",
    body: [
      paragraph(greeting(name)),
      paragraph("Please confirm that this address is yours. Receipts and links for your account are sent to it."),
      action("Confirm my address", url),
      aside(`The link works once, until ${bothTimes(until)}. You can ask for a fresh one in your account.`),
      aside("You don’t have an account with us? Then do nothing: the address stays unconfirmed."),
    ],
    reason: "You get this mail because this address was entered at Insta iQ.",
  });
