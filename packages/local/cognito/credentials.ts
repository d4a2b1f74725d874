import type { AppClient } from "./app-client";
import { missingAttributes, requireSchema, updatedAttributes } from "./attributes";
import { hashPassword, passwordMatches } from "./password-hash";
import { requireConforming } from "./password-policy";
import { invalidParameter, notAuthorized, ServiceFault } from "./service-fault";
import { useCode } from "./software-token";
import type { CognitoState } from "./state";

import type { User } from "./user";

const wrongCredentials = "Incorrect username or password.";

/**
 * The user with this name and password; who still has to choose a password has status `FORCE_CHANGE_PASSWORD`.
 * Faults: `NotAuthorizedException`, `UserNotFoundException` where the client shows it, `UserNotConfirmedException`.
 */
export async function authenticate(
  state: CognitoState,
  client: AppClient,
  username: string,
  password: string,
): Promise<User> {
  const pool = state.pools.pool(client.poolId);
  const hash = state.users.find(pool, username)?.passwordHash;
  const matches = await passwordMatches(password, hash);
  const user = state.users.find(pool, username);
  if (user === undefined && !client.hidesUnknownUsers)
    throw new ServiceFault("UserNotFoundException", "User does not exist.");
  if (user === undefined || !matches) throw notAuthorized(wrongCredentials);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED") throw new ServiceFault("UserNotConfirmedException", "User is not confirmed.");
  if (user.temporaryUntil !== undefined && user.temporaryUntil <= state.clock()) {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
  return user;
}

interface NewPassword {
  session: string;
  password: string;
  /** Attributes that the pool requires and the user lacks. */
  attributes: Record<string, string>;
}

/**
 * Answers the challenge `NEW_PASSWORD_REQUIRED`: the user has the new password and is confirmed. A password that the
 * policy refuses leaves the challenge open.
 */
export async function chooseNewPassword(state: CognitoState, client: AppClient, answer: NewPassword): Promise<User> {
  const pool = state.pools.pool(client.poolId);
  const username = state.challenges.usernameOf("NEW_PASSWORD_REQUIRED", answer.session, client);
  requireConforming(answer.password, pool.passwordPolicy);
  requireSchema(pool, answer.attributes);
  const passwordHash = await hashPassword(answer.password);
  const user = state.users.get(pool, username);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const attributes = updatedAttributes(pool, user, answer.attributes);
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  if (!state.challenges.close(answer.session)) throw notAuthorized("Invalid session for the user.");
  return state.users.save(pool, { ...user, attributes, passwordHash, status: "CONFIRMED", temporaryUntil: undefined });
}

interface Code {
  session: string;
  /** As the pool writes it; undefined where the session alone tells it. */
  username?: string;
  code: string;
}

/**
 * Answers the challenge `SOFTWARE_TOKEN_MFA`. A wrong code leaves the challenge open.
 * Faults: `NotAuthorizedException`, `CodeMismatchException`, `ExpiredCodeException`.
 */
export function answerCode(state: CognitoState, client: AppClient, { session, username, code }: Code): User {
  const asked = state.challenges.usernameOf("SOFTWARE_TOKEN_MFA", session, client);
  // An alias won't do: the service wants the username that it told with the challenge.
  if (username !== undefined && username !== asked) throw notAuthorized("Invalid session for the user.");
  const user = state.users.get(state.pools.pool(client.poolId), asked);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const used = useCode(state, user, code);
  state.challenges.close(session);
  return used;
}

/** Fault `NotAuthorizedException` when `current` isn't the user's password. */
export async function changePassword(
  state: CognitoState,
  user: User,
  current: string,
  proposed: string,
): Promise<void> {
  const pool = state.pools.pool(user.poolId);
  if (!(await passwordMatches(current, user.passwordHash))) throw notAuthorized(wrongCredentials);
  requireConforming(proposed, pool.passwordPolicy);
  const passwordHash = await hashPassword(proposed);
  state.users.save(pool, { ...state.users.get(pool, user.username), passwordHash });
}
