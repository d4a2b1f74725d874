import parseAddresses from "nodemailer/lib/addressparser";
import MailComposer from "nodemailer/lib/mail-composer";
import { members, SesFailure } from "./query";

/** A message as it was handed in: the bytes, and whom they go to. */
export interface Submission {
  raw: Buffer;
  sender: string;
  recipients: string[];
  configurationSet: string | null;
}

/** SES's limits on one message: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const maxRecipients = 50;
const maxBytes = 10_485_760;

/** The address that a request sends from, without its display name; empty when it names none. */
export function senderOf(form: URLSearchParams): string {
  return firstAddress(form.get("Source") ?? headers(rawMessage(form)).get("from") ?? "");
}

/** What a SendEmail or SendRawEmail request hands in. @throws SesFailure for a message that SES would not take. */
export async function readSubmission(form: URLSearchParams): Promise<Submission> {
  const submission = {
    ...(form.get("Action") === "SendEmail" ? await composed(form) : raw(form)),
    sender: senderOf(form),
    configurationSet: form.get("ConfigurationSetName"),
  };
  check(submission);
  return submission;
}

function raw(form: URLSearchParams): Pick<Submission, "raw" | "recipients"> {
  const message = rawMessage(form);
  const asked = members(form, "Destinations").flatMap(addresses);
  const named = headers(message);
  const inHeaders = ["to", "cc", "bcc"].flatMap((name) => addresses(named.get(name) ?? ""));
  return { raw: message, recipients: asked.length > 0 ? asked : inHeaders };
}

async function composed(form: URLSearchParams): Promise<Pick<Submission, "raw" | "recipients">> {
  const [to = [], cc = [], bcc = []] = ["To", "Cc", "Bcc"].map((name) =>
    members(form, `Destination.${name}Addresses`).flatMap(addresses),
  );
  const message = new MailComposer({
    from: form.get("Source") ?? "",
    ...{ to, cc, replyTo: members(form, "ReplyToAddresses") },
    subject: form.get("Message.Subject.Data") ?? "",
    text: form.get("Message.Body.Text.Data") ?? undefined,
    html: form.get("Message.Body.Html.Data") ?? undefined,
  });
  return { raw: await message.compile().build(), recipients: [...to, ...cc, ...bcc] };
}

function check({ raw: message, recipients, sender }: Submission): void {
  for (const address of [sender, ...recipients]) {
    if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new SesFailure("InvalidParameterValue", "Missing final '@domain'");
  }
  if (recipients.length === 0) throw new SesFailure("InvalidParameterValue", "Missing required header 'To'.");
  if (recipients.length > maxRecipients) throw new SesFailure("InvalidParameterValue", "Recipient count exceeds 50.");
  if (message.length > maxBytes) {
    throw new SesFailure("InvalidParameterValue", `Message length is more than ${maxBytes} bytes long.`);
  }
}

function rawMessage(form: URLSearchParams): Buffer {
  return Buffer.from(form.get("RawMessage.Data") ?? "", "base64");
}

/** The header's fields, unfolded, by lower-cased name. */
function headers(message: Buffer): Map<string, string> {
  const text = message.toString("latin1");
  const [head = ""] = text.split(/\r?\n\r?\n/, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function addresses(list: string): string[] {
  return parseAddresses(list, { flatten: true }).map(({ address }) => address);
}

function firstAddress(list: string): string {
  return addresses(list)[0] ?? "";
}
