import { type Dispatch, deliverOnce } from "#core/delivery";
import { consume } from "#http/consume";
import { count, logger } from "#http/telemetry";
import { dispatch } from "./dispatch";
import type { Outgoing } from "./rule";
import { mailsFor } from "./rules";

async function dispatched(mail: Outgoing, now: Date): Promise<Dispatch> {
  try {
    return await dispatch(mail, now);
  } catch (error) {
    count("MailsFailed");
    throw error;
  }
}

/** What a log may say of a mail: its kind, and whom and what it is about; a ticket, which can come after that, it may not. */
const tellable = ({ name }: Outgoing): string => name.split("#").slice(0, 3).join("#");

async function deliver(mail: Outgoing, now: Date): Promise<void> {
  await deliverOnce(mail.name, now, async () => {
    const result = await dispatched(mail, now);
    if ("withheld" in result) logger.info("withheld", { mail: tellable(mail), reason: result.withheld });
    else logger.info("sent", { mail: tellable(mail) });
    count("withheld" in result ? "MailsWithheld" : "MailsSent");
    return result;
  });
}

export const handler = consume("mailer", async (change) => {
  const now = new Date();
  for (const mail of mailsFor(change, now)) if (!mail.wanted || (await mail.wanted())) await deliver(mail, now);
});
