import { randomUUID } from "node:crypto";
import type { Message } from "./mailbox";

/** What becomes of a mail at its addressee. */
export const outcomes = ["bounce", "complaint", "suppressionlist", "ooto", "delay"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * What SES's own simulator does with its addresses, labelled or not:
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator-how-to-use
 */
export function simulated(address: string): Outcome | undefined {
  const [, name = ""] = /^([^@+]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/.exec(address.toLowerCase()) ?? [];
  return outcomes.find((outcome) => outcome === name && outcome !== "delay");
}

/** The kind of event, as a configuration set's destinations name it. */
const kinds: Record<Outcome, string> = {
  bounce: "bounce",
  complaint: "complaint",
  suppressionlist: "bounce",
  ooto: "bounce",
  delay: "deliveryDelay",
};

export const kindOf = (outcome: Outcome): string => kinds[outcome];

const bounced = (bounceType: string, bounceSubType: string, recipient: object) => (timestamp: string) => ({
  eventType: "Bounce",
  bounce: {
    ...{
      feedbackId: `0100${randomUUID()}-000000`,
      bounceType,
      bounceSubType,
      bouncedRecipients: [recipient],
      timestamp,
    },
    reportingMTA: "dsn; a8-70.smtp-out.amazonses.com",
  },
});

const unknownUser = {
  action: "failed",
  status: "5.1.1",
  diagnosticCode: "smtp; 550 5.1.1 user unknown",
};

const makers: Record<Outcome, (emailAddress: string) => (timestamp: string) => { eventType: string }> = {
  bounce: (emailAddress) => bounced("Permanent", "General", { emailAddress, ...unknownUser }),
  suppressionlist: (emailAddress) =>
    bounced("Permanent", "Suppressed", { emailAddress, action: "failed", status: "5.1.1" }),
  ooto: (emailAddress) => bounced("Transient", "General", { emailAddress }),
  complaint: (emailAddress) => (timestamp) => ({
    eventType: "Complaint",
    complaint: {
      ...{ feedbackId: `0100${randomUUID()}-000000`, complaintSubType: null, timestamp, arrivalDate: timestamp },
      ...{
        complainedRecipients: [{ emailAddress }],
        complaintFeedbackType: "abuse",
        userAgent: "Amazon SES Mailbox Simulator",
      },
    },
  }),
  delay: (emailAddress) => (timestamp) => ({
    eventType: "DeliveryDelay",
    deliveryDelay: { timestamp, delayType: "MailboxFull", delayedRecipients: [{ emailAddress, status: "4.2.2" }] },
  }),
};

/** The event that SES publishes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html */
export function eventOf(outcome: Outcome, address: string, message: Message, now: number) {
  const { id: messageId, sentAt: timestamp, from: source, recipients: destination, subject } = message;
  return {
    ...makers[outcome](address)(new Date(now).toISOString()),
    mail: {
      ...{ timestamp, source, messageId, destination, sendingAccountId: "000000000000", headersTruncated: false },
      commonHeaders: { from: [source], to: destination, messageId, subject },
      tags: { "ses:configuration-set": [message.configurationSet] },
    },
  };
}
