import { action } from "./action";
import { facts, panel, paragraph } from "./blocks";
import { type Content, layout } from "./layout";
import { greeting } from "./wording";

export interface Certified {
  name: string;
  courseTitle: string;
  /** `IQ-7F3K-9QWD-2M8X` */
  code: string;
  /** Where the learner gets the document. */
  downloadUrl: string;
  /** Where everybody sees that it is real. */
  verifyUrl: string;
}

/** After a learner completed a course. */
export const certificate = ({ name, courseTitle, code, downloadUrl, verifyUrl }: Certified): Content =>
  layout({
    subject: `Your certificate: ${courseTitle}`,
    preheader: "You have completed the course. Here is your certificate.",
    heading: "You did it",
    body: [
      paragraph(greeting(name)),
      paragraph("You have completed every lesson of:"),
      panel(courseTitle),
      action("Download your certificate", downloadUrl),
      paragraph("Whoever you show it to can see for themselves that it is real:"),
      facts([
        { label: "Certificate", value: code },
        { label: "Verify at", value: verifyUrl },
      ]),
    ],
    reason: "You get this mail because you completed this course.",
  });
