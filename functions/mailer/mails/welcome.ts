import { action } from "./action";
import { paragraph, steps } from "./blocks";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

export interface Welcome {
  name: string;
  email: string;
  coursesUrl: string;
}

/** After an account was opened. */
export const welcome = ({ name, email, coursesUrl }: Welcome): Content =>
  layout({
    subject: "Welcome to Insta iQ",
    preheader: "Your account is open. Here is how to begin.",
    heading: "Welcome to Insta iQ",
    body: [
      paragraph(greeting(name)),
      paragraph(`Good to have you here. Your account is open, and you sign in with ${email}.`),
      steps([
        "Confirm your e-mail address. The link is in a mail of its own, and you need it before your first purchase.",
        "Find a course. The free ones begin right away.",
        "Learn at your own pace. Your progress is kept for you.",
      ]),
      action("Browse the courses", coursesUrl),
    ],
    reason: "You get this mail because an account was opened with this address.",
  });
