import { action } from "./action";
import { panel, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

export interface Enrolled {
  name: string;
  courseTitle: string;
  courseUrl: string;
}

/** After a learner got a place in a course. */
export const enrollment = ({ name, courseTitle, courseUrl }: Enrolled): Content =>
  layout({
    subject: `You’re in: ${courseTitle}`,
    preheader: "Your place is ready. Begin whenever you like.",
    heading: "You’re in",
    body: [
      paragraph(greeting(name)),
      paragraph("Your place is ready:"),
      panel(courseTitle),
      paragraph("Go at your own pace: the course remembers how far you have come."),
      action("Begin the course", courseUrl),
    ],
    reason: "You get this mail because you enrolled in this course.",
  });
