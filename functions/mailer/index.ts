import { send } from "#adapters/mail";
import { deliverOnce } from "#core/delivery";
import { consume } from "#http/consume";
import { mailsFor } from "./rules";

export const handler = consume("mailer", async (change) => {
  const now = new Date();
  for (const { name, to, content, wanted } of mailsFor(change, now)) {
    if (wanted && !(await wanted())) continue;
    await deliverOnce(name, now, async () => send({ to, ...(await content()) }));
  }
});
