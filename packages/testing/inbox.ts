import type { TestPlatform } from "./platform";

/** A mail as the local inbox tells it. */
export interface Mail {
  id: string;
  headers: Record<string, string>;
  subject: string;
  text: string;
  html: string;
}

/** What somebody has been sent, once the mailer has caught up. */
export async function mailsTo(platform: TestPlatform, address: string): Promise<Mail[]> {
  await platform.settled();
  const response = await fetch(`${platform.cloud.urls.inbox}/messages.json?to=${encodeURIComponent(address)}`);
  return (await response.json()) as Mail[];
}

/** The token of the link in a mail: what comes after `token=`. */
export const linkToken = ({ text }: Mail): string => /token=([\w-]+)/.exec(text)?.[1] ?? "";

type Feedback = "bounce" | "complaint" | "suppressionlist" | "ooto" | "delay";

/** What SES would tell of a mail: that it bounced, that it was complained of. Waits for what follows. */
export async function answerMail(platform: TestPlatform, { id }: Pick<Mail, "id">, feedback: Feedback): Promise<void> {
  const response = await fetch(`${platform.cloud.urls.inbox}/messages/${id}/${feedback}`, { method: "POST" });
  if (!response.ok) throw new Error(`${feedback} answered ${response.status}`);
  await platform.settled();
}
