import { send } from "#adapters/mail";
import { type OptionalMail, optionalMails } from "#contract/mailing";
import type { Dispatch, Withheld } from "#core/delivery";
import { wants } from "#core/mail.preferences";
import { showSuppression, suppressionOf } from "#core/suppression";
import type { Suppression } from "#core/suppression.entity";
import type { Category, Outgoing } from "./rule";

/** Milliseconds after which an address that bounced is tried again with what somebody has just asked for. */
const patience = 24 * 3600 * 1000;

/**
 * A mailbox that was gone for a while must not lock somebody out for good: the links into an account are tried again,
 * once a day at most. Whoever complained gets nothing.
 */
const triedAgain = (category: Category, { reason, at }: Suppression, now: Date): boolean =>
  category === "access" && reason === "bounced" && Date.parse(at) + patience <= now.getTime();

const isOptional = (category: Category): category is OptionalMail => category in optionalMails;

/** Why a mail must not be sent, as of now. */
async function withheld({ category, to, user_id }: Outgoing, now: Date): Promise<Withheld | undefined> {
  const suppression = await suppressionOf(to);
  if (suppression && !triedAgain(category, suppression, now)) {
    await showSuppression(user_id, to, suppression);
    return suppression.reason;
  }
  return isOptional(category) && !(await wants(user_id, category)) ? "unsubscribed" : undefined;
}

/** Sends a mail, or says why it must not be sent. */
export async function dispatch(mail: Outgoing, now: Date): Promise<Dispatch> {
  const reason = await withheld(mail, now);
  return reason ? { withheld: reason } : send({ to: mail.to, ...(await mail.content()) });
}
