import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer";
import { clientDefaults } from "./aws";
import { cause } from "./cause";
import { binding, setting } from "./environment";

const client = new SESClient(clientDefaults);

export interface Attachment {
  filename: string;
  content: Buffer;
  /** Media type: `application/pdf`. */
  contentType: string;
}

export interface Mail {
  /** One bare address. */
  to: string;
  subject: string;
  html: string;
  text: string;
  attachments?: readonly Attachment[];
  /** Where a mail that nobody has to get is ended; posted to, at once (RFC 8058). */
  unsubscribeUrl?: string;
}

/** What mail programs make their own button of. No mailbox beside the address: nobody reads ours. */
const unsubscribeHeaders = (url: string | undefined): Record<string, string> =>
  url ? { "List-Unsubscribe": `<${url}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {};

/** Whoever is asked about a mail finds what led to it. */
const trail = (by: string | undefined): Record<string, string> => (by ? { "X-Correlation-Id": by } : {});

function composed({ to, subject, html, text, attachments = [], unsubscribeUrl }: Mail): Promise<Buffer> {
  const message = new MailComposer({
    from: setting("EMAIL_FROM"),
    // As an object it is never parsed: an address with a comma in it can't become two.
    to: { name: "", address: to },
    ...{ subject, html, text, attachments: [...attachments] },
    // Keeps out-of-office replies away (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated", ...unsubscribeHeaders(unsubscribeUrl), ...trail(cause()) },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return message.compile().build();
}

/**
 * Hands one mail to SES, which has taken it over when this returns. SES has no idempotency key: an answer lost on the
 * way back and asked for again is a second mail.
 * @returns the id under which SES knows it, in bounces and complaints too.
 */
export async function send(mail: Mail): Promise<{ messageId: string }> {
  // Destinations, not the headers, decide who gets it.
  const command = new SendRawEmailCommand({
    Destinations: [mail.to],
    ConfigurationSetName: binding("MAIL_CONFIGURATION_SET"),
    RawMessage: { Data: await composed(mail) },
  });
  const { MessageId = "" } = await client.send(command);
  return { messageId: MessageId };
}
