import { mail } from "#contract/mail";
import { unsubscribe } from "#core/mail.preferences";
import { subscriptionOf } from "#core/mail.unsubscribe";
import { serve } from "#http/serve";
import { askingPage, donePage } from "./page";

export const handler = serve(mail, {
  // Scanners of mail follow every link in it: to look must change nothing.
  unsubscribePage: async ({ params }) => askingPage((await subscriptionOf(params.token)).kind),
  unsubscribe: async ({ params, now }) => {
    const { user_id, kind } = await subscriptionOf(params.token);
    await unsubscribe(user_id, kind, now);
    return donePage(kind);
  },
});
