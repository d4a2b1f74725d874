/**
 * What functions tell CloudWatch, once: functions count nothing else, alarms and the dashboard watch nothing else of
 * ours. No dimension but the function that counts (`service`) and what stands here: nothing of a person.
 */
export const signals = {
  ServerErrors: { about: "Requests answered 5xx", unit: "Count", by: ["*"] },
  CodeCacheRefused: {
    about: "Starts for which V8's code cache, where there is one, was of another Node",
    ...{ unit: "Count", by: ["*"], rare: true },
  },
  RefusedSignatures: { about: "Webhooks whose signature isn't the provider's", unit: "Count", by: ["webhooks"] },
  OrdersPaid: { about: "Orders that came to be paid", unit: "Count", by: ["projector"] },
  Revenue: {
    about: "What was paid, less what went back, in minor units",
    ...{ unit: "None", by: ["projector"], kinds: ["currency"] },
  },
  Refunds: { about: "Refunds that providers confirmed", unit: "Count", by: ["projector"] },
  PaymentsDrifted: { about: "Orders that don't agree with their provider", unit: "Count", by: ["projector"] },
  EnrollmentsGranted: { about: "People let into courses", unit: "Count", by: ["projector"] },
  RegistrationsGranted: { about: "People given a seat at events", unit: "Count", by: ["projector"] },
  MailsSent: { about: "Mails that SES took", unit: "Count", by: ["mailer"] },
  MailsFailed: { about: "Mails that couldn't be sent, to be tried again", unit: "Count", by: ["mailer"] },
  MailsWithheld: { about: "Mails not sent to who bounced, complained or ended them", unit: "Count", by: ["mailer"] },
  MailBounce: { about: "Mails that came back", unit: "Count", by: ["feedback"] },
  MailComplaint: { about: "Mails that were complained of", unit: "Count", by: ["feedback"] },
  MailDeliveryDelay: { about: "Mails that wait at the addressee's server", unit: "Count", by: ["feedback"] },
  MailReject: { about: "Mails that SES refused", unit: "Count", by: ["feedback"] },
  UploadsRejected: { about: "Pictures that aren't what was announced", unit: "Count", by: ["resizer"] },
  SweepFailures: { about: "What a sweep couldn't do; told by every sweep", unit: "Count", by: ["sweeper"] },
  PaidNotGranted: {
    about: "Orders that are paid, and grant nothing, and don't go back; told whenever it is looked at",
    ...{ unit: "Count", by: ["sweeper", "reconciler"] },
  },
  OrdersRepaired: { about: "Orders brought to what their provider says", unit: "Count", by: ["reconciler"] },
  OrdersDrifted: { about: "Orders and payments that can't be", unit: "Count", by: ["reconciler"] },
} as const satisfies Record<string, Signal>;

interface Signal {
  about: string;
  unit: "Count" | "None";
  /** Functions that count it; `*`: every one with routes. */
  by: readonly string[];
  /** Whether it is told only by deployments that asked for what can go wrong there. */
  rare?: boolean;
  /** Dimensions beside the function. */
  kinds?: readonly string[];
}

export type SignalName = keyof typeof signals;

/** Where a stage's metrics stand in CloudWatch. */
export const namespaceOf = (stage: string): string => `InstaIq/${stage}`;
