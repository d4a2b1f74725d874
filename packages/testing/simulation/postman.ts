import type { Change } from "#http/consume";
import type { Records } from "../records";
import type { Stage } from "./stage";

export type Mail = Records["mails"][number] & { name: string };

/** Whom a mail is handed to. */
export interface Post {
  stage: Stage;
  take: (mail: Mail) => void;
  /** Nobody can tell whether it has gone. */
  doubt: (name: string) => void;
}

/** What begins the subject, by what the mail is. */
const subjects: Record<string, string> = {
  "order-receipt": "Your receipt",
  "payment-returned": "Your payment goes back",
  refund: "Your refund",
  enrollment: "You’re in",
};

const accepted = { status: 200, headers: {}, body: "" };

/** SES: it has taken a mail over when it answers. */
async function send({ stage, take, doubt }: Post, mail: Mail): Promise<{ messageId: string }> {
  const carryOut = async () => {
    take(mail);
    return accepted;
  };
  try {
    await stage.ask({ what: "SendRawEmail", told: mail.name, carryOut, answerTo: () => undefined });
  } catch (error) {
    doubt(mail.name);
    throw error;
  }
  return { messageId: mail.name };
}

/** The mailer with its own rules and its own claims, and with the row that it tells of instead of what it would draw. */
export async function loadPostman(post: () => Post) {
  const { deliverOnce } = await import("#core/delivery");
  const { mailsFor } = await import("#functions/mailer/rules");
  const { consume } = await import("#http/consume");
  return consume("mailer", async (change: Change) => {
    const now = new Date();
    for (const mail of mailsFor(change, now)) {
      if (mail.wanted && !(await mail.wanted())) continue;
      const { name, to } = mail;
      const subject = subjects[name.split("#")[0] ?? ""] ?? name;
      const letter = { name, subject, to: [to], text: `${name} ${JSON.stringify(change.after)}` };
      await deliverOnce(name, now, () => send(post(), letter));
    }
  });
}
