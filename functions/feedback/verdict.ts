import type { Feedback } from "#core/suppression";
import type { MailEvent } from "#events/feedback";

/** Characters of a mail server's words that are kept. */
const most = 500;

const instantOf = (timestamp: string): string => new Date(timestamp).toISOString();

type Bounce = Extract<MailEvent, { eventType: "Bounce" }>["bounce"];
type Complaint = Extract<MailEvent, { eventType: "Complaint" }>["complaint"];

/** What is over by itself, or isn't known to be for good, is no reason to stop: SES has tried, and we do next time. */
function ofBounce({ bounceType, bounceSubType, bouncedRecipients, timestamp }: Bounce): Feedback[] {
  if (bounceType !== "Permanent") return [];
  return bouncedRecipients.map(({ emailAddress, status, diagnosticCode }) => ({
    ...{ address: emailAddress, reason: "bounced", at: instantOf(timestamp) },
    detail: (diagnosticCode ?? status ?? bounceSubType).slice(0, most),
  }));
}

function ofComplaint({ complaintFeedbackType, complainedRecipients, timestamp }: Complaint): Feedback[] {
  if (complaintFeedbackType === "not-spam") return [];
  const detail = complaintFeedbackType ?? "complaint";
  return complainedRecipients.map(({ emailAddress }) => ({
    ...{ address: emailAddress, reason: "complained", at: instantOf(timestamp), detail },
  }));
}

/** Which addresses an event takes out of our mail. */
export function verdictsOf(event: MailEvent): Feedback[] {
  if (event.eventType === "Bounce") return ofBounce(event.bounce);
  return event.eventType === "Complaint" ? ofComplaint(event.complaint) : [];
}
