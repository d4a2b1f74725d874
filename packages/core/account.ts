import type { Tokens } from "#adapters/identity";
import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import { clearFailures, recordFailure, requireUnlocked } from "./attempts";
import { createLink, findLink, nobody, useLink } from "./link";
import { openIdentity } from "./opening";
import { forget, type Session } from "./session";
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

async function rowOf(id: string): Promise<User | undefined> {
  const { data } = await Users.get({ id }).go({ consistent: true });
  return data ?? undefined;
}

const newRow = (found: { id: string; name: string; email: string }, phone: string | undefined, now: Date): User => ({
  ...{ id: found.id, name: found.name, email: found.email, phone },
  ...{ role: "student", status: "active", email_verified: false, phone_verified: false },
  ...{ last_login: now.toISOString(), created_at: now.toISOString(), updated_at: now.toISOString() },
});

/** The row and the verification link in one transaction; the welcome and the link are mailed from what it committed. */
async function createRow(user: User, now: Date): Promise<void> {
  await commit([
    step(Users.create(user).params(), () => new Failure("email_taken")),
    await createLink("verify-email", user, now),
  ]);
}

/** Opens a student's account and signs it in. @throws Failure email_taken, weak_password */
export async function register(input: Registration, now: Date): Promise<{ user: User; tokens: Tokens }> {
  const { id } = await openIdentity(input, now);
  await identity.setPassword(id, input.password);
  await identity.join(id, "student");
  const user = newRow({ id, name: input.name, email: input.email }, input.phone, now);
  await createRow(user, now);
  const tokens = await identity.signIn(input.email, input.password);
  if (!tokens) throw new Failure("unavailable", { detail: "The account is open: sign in", retryAfter: 1 });
  return { user, tokens };
}

/** The `sub` of a token that Cognito itself has just handed us. */
const subjectOf = (token: string): string => {
  const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string };
  return payload.sub;
};

/** The row of someone who just proved to be this account; made now if a crash kept it from being made. */
async function signedIn({ token }: Tokens, now: Date): Promise<User> {
  const id = subjectOf(token);
  const row = await rowOf(id);
  if (row) return row;
  const found = await identity.find(id);
  if (!found) throw new Failure("invalid_credentials");
  await identity.join(found.id, "student");
  const user = newRow(found, undefined, now);
  await createRow(user, now);
  return user;
}

/** @throws Failure invalid_credentials, account_locked, account_suspended (told only to who knows the password) */
export async function login(email: string, password: string, now: Date): Promise<{ user: User; tokens: Tokens }> {
  await requireUnlocked(email, now);
  const tokens = await identity.signIn(email, password);
  if (!tokens) {
    await recordFailure(email, now);
    throw new Failure("invalid_credentials");
  }
  const user = await signedIn(tokens, now);
  if (user.status !== "active") throw new Failure("account_suspended");
  await clearFailures(email);
  await Users.patch({ id: user.id }).set({ last_login: now.toISOString() }).go();
  return { user, tokens };
}

/** @throws Failure invalid_refresh_token, account_suspended */
export async function refresh(refreshToken: string): Promise<Tokens> {
  const tokens = await identity.refresh(refreshToken);
  if (!tokens) throw new Failure("invalid_refresh_token");
  const user = await rowOf(subjectOf(tokens.token));
  if (user?.status !== "active") throw new Failure("account_suspended");
  return tokens;
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
  // The password before the link: a crash between leaves a link that can be used again, not a user who can't get in.
  await identity.setPassword(link.user_id, password);
  await identity.signOutEverywhere(link.user_id);
  await commit([useLink(link), passwordChanged(link.user_id, now, healed(user)), ...reached(user, now)]);
  await clearFailures(link.email);
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

/** Ends every other session; answers new tokens for this one. @throws Failure invalid_credentials, weak_password */
export async function changePassword(session: Session, present: string, next: string, now: Date): Promise<Tokens> {
  if (!(await identity.signIn(session.email, present))) throw new Failure("invalid_credentials");
  await identity.setPassword(session.id, next);
  await identity.signOutEverywhere(session.id);
  await commit([passwordChanged(session.id, now)]);
  forget(session.id);
  const tokens = await identity.signIn(session.email, next);
  if (!tokens) throw new Failure("unavailable", { detail: "The password is changed: sign in again", retryAfter: 1 });
  return tokens;
}
