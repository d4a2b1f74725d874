/**
 * Has a realm of its own, because it patches classes of the AWS SDK: docs/decisions/tests.md.
 * @jest-environment node
 */

import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { mockClient } from "aws-sdk-client-mock";
import PostalMime from "postal-mime";
import { type Mail, send } from "./mail";

const ses = mockClient(SESClient);

beforeEach(() => {
  process.env.EMAIL_FROM = "Insta iQ <noreply@instaiq.com>";
  process.env.MAIL_CONFIGURATION_SET = "mail";
  ses.reset();
  ses.on(SendRawEmailCommand).resolves({ MessageId: "0100-abc" });
});

const mail = (overrides: Partial<Mail> = {}): Mail => ({
  to: "asha@example.com",
  subject: "Hello",
  html: "<p>Hello ₹</p>",
  text: "Hello ₹",
  ...overrides,
});

/** What SES was handed: who gets it, the raw source, and how a mail program reads that. */
async function sent(given: Mail) {
  await send(given);
  const input = ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input;
  const raw = Buffer.from(input?.RawMessage?.Data ?? "").toString();
  return { destinations: input?.Destinations, raw, read: await PostalMime.parse(raw) };
}

/** Headers of the mail itself, by lower-case name. */
const headerNames = (raw: string): string[] =>
  (raw.split("\r\n\r\n")[0] ?? "").split(/\r\n(?![ \t])/).map((header) => header.split(":")[0]?.toLowerCase() ?? "");

test("a mail has its sender, addressee, subject and both bodies", async () => {
  const { destinations, read } = await sent(mail());
  expect(destinations).toEqual(["asha@example.com"]);
  expect(read.from).toMatchObject({ name: "Insta iQ", address: "noreply@instaiq.com" });
  expect(read.to).toMatchObject([{ address: "asha@example.com" }]);
  expect(read.subject).toBe("Hello");
  expect(read.html).toContain("<p>Hello ₹</p>");
  expect(read.text).toContain("Hello ₹");
});

test("SES's id comes back", async () => {
  await expect(send(mail())).resolves.toEqual({ messageId: "0100-abc" });
});

test("robots are told not to answer", async () => {
  const { read } = await sent(mail());
  expect(read.headers).toContainEqual(expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }));
});

test.each(["₹ और 🎓", "שלום", "a".repeat(300), 'quotes " and \\'])(
  "the subject %j arrives as it was",
  async (subject) => {
    const { read } = await sent(mail({ subject }));
    expect(read.subject).toBe(subject);
  },
);

test.each([
  "Hi\r\nBcc: victim@example.com",
  "Hi\nBcc: victim@example.com",
  "Hi\rBcc: victim@example.com",
  "Hi\r\n\r\n<b>",
])("the subject %j adds no header and no body", async (subject) => {
  const { raw, read } = await sent(mail({ subject }));
  expect(headerNames(raw)).not.toContain("bcc");
  expect(headerNames(raw)).toContain("mime-version");
  expect(read.subject).not.toMatch(/[\r\n]/);
  expect(read.html).toContain("<p>Hello ₹</p>");
});

test.each(["asha@example.com\r\nBcc: victim@example.com", "asha@example.com, victim@example.com"])(
  "the addressee %j gets no company",
  async (to) => {
    const { raw, destinations, read } = await sent(mail({ to }));
    expect(headerNames(raw)).not.toContain("bcc");
    expect(destinations).toEqual([to]);
    expect(read.to?.map(({ address }) => address)).not.toContain("victim@example.com");
  },
);

test("every line is short enough for SMTP", async () => {
  const { raw } = await sent(mail({ html: `<p>${"ü".repeat(5000)}</p>`, text: "x".repeat(5000) }));
  expect(Math.max(...raw.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998);
});

test("an attachment goes along", async () => {
  const content = Buffer.from([0, 1, 2, 250]);
  const { read } = await sent(
    mail({ attachments: [{ filename: "R_1 ₹.pdf", content, contentType: "application/pdf" }] }),
  );
  const [attachment] = read.attachments;
  expect(attachment).toMatchObject({ filename: "R_1 ₹.pdf", mimeType: "application/pdf" });
  expect(attachment?.content).toBeInstanceOf(ArrayBuffer);
  expect(attachment?.content instanceof ArrayBuffer && Buffer.from(attachment.content)).toEqual(content);
});

test("a refusal by SES is thrown", async () => {
  ses.on(SendRawEmailCommand).rejects(new Error("Email address is not verified"));
  await expect(send(mail())).rejects.toThrow("not verified");
});

test("a mail goes by the configuration set, which tells us what becomes of it", async () => {
  await send(mail());
  expect(ses.commandCalls(SendRawEmailCommand)[0]?.args[0].input.ConfigurationSetName).toBe("mail");
});

test("mail that nobody has to get says how to end it, in one line each", async () => {
  const unsubscribeUrl = `https://api.instaiq.example/api/mail/unsubscribe/${"x".repeat(36)}.reminders.${"y".repeat(43)}`;
  const { read } = await sent(mail({ unsubscribeUrl }));
  const headerOf = (name: string) => read.headers.find(({ key }) => key === name)?.value;
  expect(headerOf("list-unsubscribe")).toBe(`<${unsubscribeUrl}>`);
  expect(headerOf("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
});
