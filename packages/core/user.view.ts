import { pictureUrl } from "./picture";

/** A user, or a user's card, as the wire has it: with the picture's address in place of its key. */
export const userView = <Row extends { avatar_key?: string | null }>({ avatar_key, ...user }: Row) => ({
  ...user,
  avatar_url: pictureUrl(avatar_key),
});
