import type { CodeAsked, Tokens } from "#adapters/identity";
import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import { createRow, newRow, rowOf } from "./account.row";
import { clearFailures, recordFailure, requireUnlocked } from "./attempts";
import { seal, unseal } from "./sealing";
import { agree } from "./second-factor";
import { type User, Users } from "./user.entity";

/** Somebody who is in. */
export interface SignedIn {
  user: User;
  tokens: Tokens;
}

/** Somebody whose password is right, and who has yet to show a code. */
export interface HalfSignedIn {
  session: string;
}

/** The `sub` of a token that Cognito itself has just handed us. */
const subjectOf = (token: string): string => {
  const payload = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub: string };
  return payload.sub;
};

/** The row of someone who just proved to be this account; made now if a crash kept it from being made. */
async function rowAtLast({ token }: Tokens, now: Date): Promise<User> {
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

/** Lets somebody in who has shown all that was `asked` for. */
async function enter(email: string, tokens: Tokens, asked: boolean, now: Date): Promise<SignedIn> {
  const user = await rowAtLast(tokens, now);
  if (user.status !== "active") throw new Failure("account_suspended");
  await clearFailures(email);
  const agreed = await agree(user, asked, now);
  await Users.patch({ id: user.id }).set({ last_login: now.toISOString() }).go();
  return { user: agreed, tokens };
}

const contextOf = (email: string): string => `second step of ${email}`;

/**
 * Cognito's session, sealed: with it as it is, codes could be tried at Cognito's public endpoint, past our counters. It
 * belongs to the address that they are counted by.
 */
export const halfSignedIn = async (email: string, asked: CodeAsked): Promise<HalfSignedIn> => ({
  session: await seal(JSON.stringify(asked), contextOf(email)),
});

/**
 * A right password alone clears no failures where a code is asked for: whoever has it could else try codes for ever.
 * @throws Failure invalid_credentials, account_locked, account_suspended (told only to who knows the password)
 */
export async function login(email: string, password: string, now: Date): Promise<SignedIn | HalfSignedIn> {
  await requireUnlocked(email, now);
  const answer = await identity.signIn(email, password);
  if (!answer) {
    await recordFailure(email, now);
    throw new Failure("invalid_credentials");
  }
  return identity.isSignedIn(answer) ? enter(email, answer, false, now) : halfSignedIn(email, answer);
}

async function answered(email: string, session: string, code: string): Promise<Tokens | undefined> {
  const asked = await unseal(session, contextOf(email));
  // What was sealed here is what it was.
  return asked === undefined ? undefined : identity.answerCode(JSON.parse(asked) as CodeAsked, code);
}

/** The second step. Wrong codes count as wrong passwords do. @throws Failure invalid_code, account_locked, account_suspended */
export async function loginWithCode(email: string, session: string, code: string, now: Date): Promise<SignedIn> {
  await requireUnlocked(email, now);
  const tokens = await answered(email, session, code);
  if (!tokens) {
    await recordFailure(email, now);
    throw new Failure("invalid_code");
  }
  return enter(email, tokens, true, now);
}

/** @throws Failure invalid_refresh_token, account_suspended */
export async function refresh(refreshToken: string): Promise<Tokens> {
  const tokens = await identity.refresh(refreshToken);
  if (!tokens) throw new Failure("invalid_refresh_token");
  const user = await rowOf(subjectOf(tokens.token));
  if (user?.status !== "active") throw new Failure("account_suspended");
  return tokens;
}
