import { commonPassword, people } from "./catalogue";
import type { Cloud } from "./cloud/cloud";

/** What is where, once everything answers. */
export function welcome({ urls }: Cloud, milliseconds: number, directory: string): string {
  const lines = [
    "",
    `Insta iQ is ready (${(milliseconds / 1000).toFixed(1)} s)`,
    "",
    `  API            ${urls.api}/api`,
    `  API reference  ${urls.api}/docs`,
    `  Mail inbox     ${urls.inbox}`,
    `  Payments       ${urls.stripe}  (test card 4242 4242 4242 4242)`,
    `                 ${urls.razorpay}  (Razorpay: any method)`,
    `  AWS endpoint   ${urls.aws}`,
    "",
    `  Sign-ins, all with the password ${commonPassword}:`,
    ...people.map(({ email, name }) => `    ${email.padEnd(26)} ${name}`),
    "",
    `  State is kept in ${directory}; npm start -- --reset forgets it. Ctrl-C stops.`,
    "",
    "",
  ];
  return lines.join("\n");
}
