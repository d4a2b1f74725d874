import { createHmac, timingSafeEqual } from "node:crypto";
import { secret, secretThat } from "#adapters/secrets";
import { routeAddress } from "#adapters/site";
import { Failure } from "#contract/failure";
import { type OptionalMail, optionalMailNames } from "#contract/mailing";

/** Whose mail, of which kind. */
export interface Subscription {
  user_id: string;
  kind: OptionalMail;
}

/** Without a date: a mail may be opened years later, and its link must still work (RFC 8058). */
function tokenBy(key: string, { user_id, kind }: Subscription): string {
  const signature = createHmac("sha256", key).update(`unsubscribe\n${user_id}\n${kind}`).digest("base64url");
  return `${user_id}.${kind}.${signature}`;
}

/** The address that ends it: asked for it shows a page, and posted to it does so. */
export const unsubscribeUrl = async (subscription: Subscription): Promise<string> =>
  routeAddress(`/mail/unsubscribe/${tokenBy(await secret("APP_KEY"), subscription)}`);

const isKind = (name: string): name is OptionalMail => optionalMailNames.some((known) => known === name);

/** @throws Failure invalid_link for a token that isn't ours, in every letter */
export async function subscriptionOf(token: string): Promise<Subscription> {
  const [user_id = "", kind = ""] = token.split(".");
  if (!isKind(kind)) throw new Failure("invalid_link");
  const key = await secretThat("APP_KEY", (key) => {
    const [given, expected] = [Buffer.from(token), Buffer.from(tokenBy(key, { user_id, kind }))];
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!key) throw new Failure("invalid_link");
  return { user_id, kind };
}
