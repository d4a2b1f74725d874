import { preferencesOf } from "./mail.preferences";
import { pictureUrl } from "./picture";
import { secondFactorView } from "./second-factor.policy";
import type { User } from "./user.entity";

/** A user, or a user's card, as the wire has it: with the picture's address in place of its key. */
export const userView = <Row extends { avatar_key?: string | null }>({ avatar_key, ...user }: Row) => ({
  ...user,
  avatar_url: pictureUrl(avatar_key),
});

/** A whole user, with what mail they get. */
export const accountView = ({ unsubscribed, mail_status, ...user }: User) => ({
  ...userView(user),
  ...secondFactorView(user),
  mail_status: mail_status ?? ("ok" as const),
  mail_preferences: preferencesOf({ unsubscribed }),
});
