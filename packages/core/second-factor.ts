import type { Tokens } from "#adapters/identity";
import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import { type Actor, audited } from "./audit";
import * as Profile from "./profile";
import { needsSecondFactor } from "./second-factor.policy";
import { forget, type Session } from "./session";
import { commit, type Step, step } from "./transaction";
import { asRead, find } from "./user";
import { type User, Users } from "./user.entity";

const issuer = "Insta iQ";

const seconds = (now: Date): number => Math.floor(now.getTime() / 1000);

const already = (state: "on" | "off") =>
  new Failure("wrong_state", { detail: `The second factor is ${state} already` });

/** Every session of before ends: none of them has shown a code. */
const switchedOn = (id: string, now: Date) => {
  const at = now.toISOString();
  return Users.patch({ id }).set({
    ...{ second_factor: true, second_factor_at: at },
    ...{ sessions_from: seconds(now), updated_at: at },
  });
};

const switchedOff = (id: string, now: Date) => {
  const at = now.toISOString();
  return Users.patch({ id }).set({ second_factor_at: at, updated_at: at }).remove(["second_factor"]);
};

type Switched = ReturnType<typeof switchedOn> | ReturnType<typeof switchedOff>;

/** Only if nobody has switched it since the row was read. */
function unswitched({ second_factor_at: at }: User, patch: Switched): Step {
  const write = patch.where(
    (row, { eq, notExists }) =>
      `${at ? eq(row.second_factor_at, at) : notExists(row.second_factor_at)} AND ${notExists(row.deleted_at)}`,
  );
  return step(write.params(), () => new Failure("edited_meanwhile"));
}

/**
 * Brings a row to what a sign-in has just shown, should a crash, or somebody who went to Cognito past us, have left the two
 * apart. Cognito is asked once more: the sign-in may have begun before the switch.
 */
export async function agree(user: User, asked: boolean, now: Date): Promise<User> {
  if ((user.second_factor ?? false) === asked) return user;
  const account = await identity.find(user.id);
  if (account?.secondFactor !== asked) return user;
  await commit([unswitched(user, asked ? switchedOn(user.id, now) : switchedOff(user.id, now))]);
  forget(user.id);
  return { ...user, second_factor: asked };
}

/** What Cognito answers to their password. @throws Failure invalid_credentials */
async function presented({ email }: Session, password: string) {
  const answer = await identity.signIn(email, password);
  if (!answer) throw new Failure("invalid_credentials");
  return answer;
}

/** The tokens of a sign-in that asks for no code. @throws Failure invalid_credentials, wrong_state where it does */
async function withoutCode(session: Session, password: string, now: Date): Promise<Tokens> {
  const answer = await presented(session, password);
  const user = await Profile.read(session, { consistent: true });
  const signedIn = identity.isSignedIn(answer);
  await agree(user, !signedIn, now);
  if (!signedIn) throw already("on");
  return answer;
}

/** How authenticator apps are told: by a link, or the same as a QR code. */
function uriFor(email: string, secret: string): string {
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(email)}?${query}`;
}

/**
 * A secret for an authenticator app; nothing asks for its codes before one has confirmed it.
 * @throws Failure invalid_credentials, wrong_state when it is on
 */
export async function begin(session: Session, password: string, now: Date) {
  const { token } = await withoutCode(session, password, now);
  const secret = await identity.beginSoftwareToken(token);
  return { secret, uri: uriFor(session.email, secret) };
}

/**
 * Switches it on, and ends every other session; answers new tokens for this one. Cognito goes first: cut short, it asks for a
 * code that the row doesn't know of yet, and the next sign-in with one tells the row.
 * @throws Failure invalid_credentials, invalid_code, wrong_state when it is on
 */
export async function confirm(session: Session, password: string, code: string, now: Date): Promise<Tokens> {
  const { token } = await withoutCode(session, password, now);
  if (!(await identity.verifySoftwareToken(token, code))) throw new Failure("invalid_code");
  await identity.signOutEverywhere(session.id);
  // Signed in before codes are asked for: the one that was given is used up.
  const tokens = await identity.signIn(session.email, password);
  if (!tokens || !identity.isSignedIn(tokens)) throw already("on");
  await identity.askForCode(session.id, true);
  const once = switchedOn(session.id, now).where(
    (row, { notExists }) => `${notExists(row.second_factor)} AND ${notExists(row.deleted_at)}`,
  );
  await commit([step(once.params(), () => already("on"))]);
  forget(session.id);
  return tokens;
}

/**
 * Switches it off, by all that a sign-in takes. The row goes first: it must not promise what isn't asked for any more.
 * @throws Failure second_factor_required to staff where it is, invalid_credentials, invalid_code, wrong_state when it is off
 */
export async function switchOff(session: Session, password: string, code: string, now: Date): Promise<void> {
  const user = await Profile.read(session, { consistent: true });
  if (needsSecondFactor(user.role)) throw new Failure("second_factor_required");
  const answer = await presented(session, password);
  if (identity.isSignedIn(answer)) {
    await agree(user, false, now);
    throw already("off");
  }
  if (!(await identity.answerCode(answer, code))) throw new Failure("invalid_code");
  await commit([unswitched(user, switchedOff(user.id, now))]);
  await identity.askForCode(user.id, false);
  forget(user.id);
}

/**
 * Takes it from somebody who has lost it, and ends their sessions. Said again, it mends what a crash left undone.
 * @throws Failure user_not_found, wrong_state when it is off, or one's own; edited_meanwhile
 */
export async function reset(id: string, reason: string, by: Actor, now: Date): Promise<User> {
  if (by.id === id) throw new Failure("wrong_state", { detail: "Your own is taken off by another administrator" });
  const user = await find(id);
  if (!user.second_factor && !(await identity.find(id))?.secondFactor) throw already("off");
  await commit([
    asRead(user, switchedOff(id, now).set({ sessions_from: seconds(now) })),
    ...audited(by, "user.second-factor", id, { from: "on", to: "off", reason }, now),
  ]);
  await identity.askForCode(id, false);
  await identity.signOutEverywhere(id);
  forget(id);
  return { ...user, second_factor: undefined };
}
