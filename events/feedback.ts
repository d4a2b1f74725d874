import * as z from "zod/mini";

// What SES publishes about a mail of ours (event publishing, not the older notifications of an identity):
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html

const bounce = z.object({
  eventType: z.literal("Bounce"),
  bounce: z.object({
    /** `Permanent`: such an address never works. `Transient`: full, too large, on holiday. */
    bounceType: z.enum(["Permanent", "Transient", "Undetermined"]),
    bounceSubType: z.string(),
    bouncedRecipients: z.array(
      z.object({ emailAddress: z.string(), status: z.optional(z.string()), diagnosticCode: z.optional(z.string()) }),
    ),
    timestamp: z.iso.datetime({ offset: true }),
  }),
});

const complaint = z.object({
  eventType: z.literal("Complaint"),
  complaint: z.object({
    complainedRecipients: z.array(z.object({ emailAddress: z.string() })),
    timestamp: z.iso.datetime({ offset: true }),
    /** `abuse`, `fraud`, …; `not-spam` takes a complaint back that a filter made. */
    complaintFeedbackType: z.optional(z.nullable(z.string())),
    complaintSubType: z.optional(z.nullable(z.string())),
  }),
});

const other = z.object({ eventType: z.enum(["DeliveryDelay", "Reject"]) });

/** The message of one notification. */
export const mailEvent = z.discriminatedUnion("eventType", [bounce, complaint, other]);
export type MailEvent = z.output<typeof mailEvent>;

/** What SNS hands to a function. */
export const notifications = z.object({
  Records: z.array(z.object({ Sns: z.object({ MessageId: z.string(), Message: z.string() }) })),
});
