import { randomBytes } from "node:crypto";
import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import type { NewUser } from "#contract/user";
import { addAdministrator } from "./administrators";
import { type Actor, audited } from "./audit";
import { createLink, findLink, useLink } from "./link";
import { isTaken } from "./opening";
import { forget } from "./session";
import { healed, reached } from "./suppression";
import { commit, step } from "./transaction";
import { asRead, find } from "./user";
import { type User, Users } from "./user.entity";

/** Satisfies the pool's policy and is nobody's: the account can't be signed in to until a password is chosen. */
const unusablePassword = (): string => `${randomBytes(24).toString("base64url")}a1`;

/** A new Cognito account, or one that was left without a row. @throws Failure email_taken */
async function identityFor({ email, name }: NewUser): Promise<identity.Identity> {
  const created = await identity.create(email, name, unusablePassword());
  if (created) return created;
  const left = await identity.find(email);
  if (!left || (await isTaken(left))) throw new Failure("email_taken");
  return left;
}

const invited = ({ name, email, role, phone }: NewUser, id: string, now: Date): User => ({
  ...{ id, name, email, role, phone, status: "pending", email_verified: false, phone_verified: false },
  ...{ created_at: now.toISOString(), updated_at: now.toISOString() },
});

/**
 * Makes a pending account; the link that opens it is mailed from what is committed. Cut short, it can be repeated.
 * @throws Failure email_taken
 */
export async function invite(input: NewUser, by: Actor, now: Date): Promise<User> {
  const { id } = await identityFor(input);
  await identity.join(id, input.role);
  const user = invited(input, id, now);
  await commit([
    step(Users.create(user).params(), () => new Failure("email_taken")),
    await createLink("invitation", user, now),
    ...audited(by, "user.invite", id, { role: input.role }, now),
  ]);
  return user;
}

/** Mails another link. @throws Failure user_not_found, wrong_state once the account was opened */
export async function inviteAgain(id: string, by: Actor, now: Date): Promise<void> {
  const user = await find(id);
  if (user.status !== "pending") throw new Failure("wrong_state");
  await commit([await createLink("invitation", user, now), ...audited(by, "user.invite", id, { again: true }, now)]);
}

/**
 * Sets the first password and opens the account. The link came by mail, so the address is verified, too. Links of
 * earlier invitations lead nowhere after that: the account isn't pending any more.
 * @throws Failure invalid_link, weak_password, edited_meanwhile
 */
export async function acceptInvitation(token: string, password: string, now: Date): Promise<void> {
  const link = await findLink("invitation", token, now);
  const { data: user } = await Users.get({ id: link.user_id }).go({ consistent: true });
  if (user?.status !== "pending" || user.email !== link.email) throw new Failure("invalid_link");
  // The password before the link: a crash between leaves a link that can be used again, not a user who can't get in.
  await identity.setPassword(user.id, password);
  const change = { status: "active", email_verified: true, updated_at: now.toISOString() } as const;
  const counted = user.role === "admin" ? [addAdministrator()] : [];
  const opened = Users.patch({ id: user.id }).set(change).remove(healed(user));
  await commit([useLink(link), asRead(user, opened), ...counted, ...reached(user, now)]);
  forget(user.id);
}
