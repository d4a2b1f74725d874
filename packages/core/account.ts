import type { Tokens } from "#adapters/identity";
import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import { createRow, newRow, rowOf } from "./account.row";
import { clearFailures } from "./attempts";
import { createLink, findLink, nobody, useLink } from "./link";
import { openIdentity } from "./opening";
import { forget, type Session } from "./session";
import { type HalfSignedIn, halfSignedIn } from "./sign-in";
import { healed, reached } from "./suppression";
import { commit, type Step, step } from "./transaction";
import { type User, Users } from "./user.entity";

const seconds = (now: Date): number => Math.floor(now.getTime() / 1000);

interface Registration {
  name: string;
  email: string;
  password: string;
  phone?: string;
}

const gone = () => new Failure("user_not_found");

/** Opens a student's account and signs it in. @throws Failure email_taken, weak_password */
export async function register(input: Registration, now: Date): Promise<{ user: User; tokens: Tokens }> {
  const { id } = await openIdentity(input, now);
  await identity.setPassword(id, input.password);
  await identity.join(id, "student");
  const user = newRow({ id, name: input.name, email: input.email }, input.phone, now);
  await createRow(user, now);
  const tokens = await identity.signIn(input.email, input.password);
  if (!tokens || !identity.isSignedIn(tokens))
    throw new Failure("unavailable", { detail: "The account is open: sign in", retryAfter: 1 });
  return { user, tokens };
}

/**
 * Mails a reset link. An unknown address makes the same calls, and a link to nobody, so that neither the answer nor
 * its time tells whether the account exists.
 */
export async function forgotPassword(email: string, now: Date): Promise<void> {
  const found = await identity.find(email);
  const user = await rowOf(found?.id ?? nobody.id);
  await commit([await createLink("reset-password", user?.status === "active" ? user : nobody, now)]);
}

const ended = (now: Date) => ({ sessions_from: seconds(now), updated_at: now.toISOString() });

const sessionsEnded = (id: string, now: Date): Step => step(Users.patch({ id }).set(ended(now)).params(), gone);

/** The warning that is mailed follows from the change of `password_changed_at`. */
function passwordChanged(id: string, now: Date, mended: ReturnType<typeof healed> = []): Step {
  const change = { ...ended(now), password_changed_at: now.toISOString() };
  return step(Users.patch({ id }).set(change).remove(mended).params(), gone);
}

/** Ends the session of the refresh token; without one all of them, access tokens included. */
export async function logout(session: Session, refreshToken: string | undefined, now: Date): Promise<void> {
  if (refreshToken) return identity.revoke(refreshToken);
  await identity.signOutEverywhere(session.id);
  await commit([sessionsEnded(session.id, now)]);
  forget(session.id);
}

/** @throws Failure invalid_link, weak_password */
export async function resetPassword(token: string, password: string, now: Date): Promise<void> {
  const link = await findLink("reset-password", token, now);
  const user = await rowOf(link.user_id);
  // Links that were mailed before the last change of the password went out of use with it.
  if (!user || user.deleted_at || (user.password_changed_at ?? "") >= link.created_at)
    throw new Failure("invalid_link");
  // The link last: what goes wrong before leaves one that can be used again, not a user who can't get in.
  await identity.setPassword(link.user_id, password);
  await identity.signOutEverywhere(link.user_id);
  await clearFailures(link.email);
  await commit([useLink(link), passwordChanged(link.user_id, now, healed(user)), ...reached(user, now)]);
  forget(link.user_id);
}

/** @throws Failure invalid_link */
export async function verifyEmail(token: string, now: Date): Promise<void> {
  const link = await findLink("verify-email", token, now);
  const user = await rowOf(link.user_id);
  if (!user) throw new Failure("invalid_link");
  const verified = Users.patch({ id: user.id })
    .set({ email_verified: true, updated_at: now.toISOString() })
    .remove(healed(user))
    .where((present, { eq }) => eq(present.email, link.email));
  await commit([useLink(link), step(verified.params(), () => new Failure("invalid_link")), ...reached(user, now)]);
  forget(link.user_id);
}

/** @throws Failure email_verified */
export async function resendVerification(session: Session, now: Date): Promise<void> {
  const user = await rowOf(session.id);
  if (!user) throw gone();
  if (user.email_verified) throw new Failure("email_verified");
  await commit([await createLink("verify-email", user, now)]);
}

/**
 * Ends every other session; answers new tokens for this one, or asks for the second factor.
 * @throws Failure invalid_credentials, weak_password
 */
export async function changePassword(
  session: Session,
  present: string,
  next: string,
  now: Date,
): Promise<Tokens | HalfSignedIn> {
  if (!(await identity.isPassword(session.email, present))) throw new Failure("invalid_credentials");
  await identity.setPassword(session.id, next);
  await identity.signOutEverywhere(session.id);
  await commit([passwordChanged(session.id, now)]);
  forget(session.id);
  const answer = await identity.signIn(session.email, next);
  if (!answer) throw new Failure("unavailable", { detail: "The password is changed: sign in again", retryAfter: 1 });
  return identity.isSignedIn(answer) ? answer : halfSignedIn(session.email, answer);
}
