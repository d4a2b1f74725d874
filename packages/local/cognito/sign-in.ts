import type { AppClient } from "./app-client";
import { missingAttributes } from "./attributes";
import { notAuthorized, ServiceFault } from "./service-fault";
import type { Session } from "./sessions";
import { asksForCode } from "./software-token";
import type { CognitoState } from "./state";
import { apiScope, type TokenPair } from "./tokens";
import type { User } from "./user";

export interface SignedIn extends TokenPair {
  /** Missing after a refresh, unless the client rotates refresh tokens. */
  refreshToken?: string;
}

interface SignInOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Space-separated; the API's own scope when missing. */
  scope?: string;
  nonce?: string;
}

/** Starts a session for a user whose credentials were checked. */
export async function startSession(
  state: CognitoState,
  client: AppClient,
  user: User,
  { now, scope = apiScope, nonce }: SignInOptions,
): Promise<SignedIn> {
  const { session, refreshToken } = state.sessions.start({
    poolId: client.poolId,
    clientId: client.id,
    username: user.username,
    scope,
    signedInAt: now,
    expiresAt: now + client.refreshSeconds * 1000,
  });
  const tokens = await state.tokens.issue(session, user, { now, nonce });
  return { ...tokens, refreshToken };
}

/**
 * New tokens for a refresh token, rotated if the client does so. Faults: `NotAuthorizedException` for an unknown,
 * revoked or expired token or a disabled user, `RefreshTokenReuseException` for a token rotated out.
 */
export async function refreshSession(state: CognitoState, client: AppClient, refreshToken: string): Promise<SignedIn> {
  const now = state.clock();
  const found = state.sessions.find(refreshToken);
  if (found === undefined || found.session.clientId !== client.id) throw notAuthorized("Invalid Refresh Token");
  const { session, rotatedAt } = found;
  const user = state.users.find(state.pools.pool(client.poolId), session.username);
  if (user === undefined) throw notAuthorized("Invalid Refresh Token");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  requireUsable(session, rotatedAt, client, now);
  const replacement = client.rotation ? state.sessions.rotate(session, refreshToken, now) : undefined;
  const tokens = await state.tokens.issue(session, user, { now });
  return { ...tokens, refreshToken: replacement };
}

function requireUsable(session: Session, rotatedAt: number | undefined, client: AppClient, now: number): void {
  if (session.revoked) throw notAuthorized("Refresh Token has been revoked");
  if (session.expiresAt <= now) throw notAuthorized("Refresh Token has expired");
  const grace = (client.rotation?.graceSeconds ?? 0) * 1000;
  if (rotatedAt !== undefined && rotatedAt + grace <= now) {
    throw new ServiceFault("RefreshTokenReuseException", "Refresh token has been rotated out");
  }
}

/** Tokens as the API returns them. */
export function authenticationResult(signedIn: SignedIn): object {
  return {
    AuthenticationResult: {
      AccessToken: signedIn.accessToken,
      ExpiresIn: signedIn.expiresIn,
      TokenType: "Bearer",
      RefreshToken: signedIn.refreshToken,
      IdToken: signedIn.idToken,
    },
  };
}

/** The tokens of a user whose password was checked, or the challenge to choose one first, or to tell a code as well. */
export async function signInResult(state: CognitoState, client: AppClient, user: User): Promise<object> {
  if (user.status === "FORCE_CHANGE_PASSWORD") return newPasswordChallenge(state, client, user);
  return asksForCode(user) ? codeChallenge(state, client, user) : signInTokens(state, client, user);
}

/** The tokens of a user who has shown everything that is asked for. */
export async function signInTokens(state: CognitoState, client: AppClient, user: User): Promise<object> {
  const signedIn = await startSession(state, client, user, { now: state.clock() });
  return { ChallengeParameters: {}, ...authenticationResult(signedIn) };
}

function newPasswordChallenge(state: CognitoState, client: AppClient, user: User): object {
  const missing = missingAttributes(state.pools.pool(client.poolId), user.attributes);
  const { sub, ...attributes } = user.attributes;
  return {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: state.challenges.ask("NEW_PASSWORD_REQUIRED", client, user),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(attributes),
    },
  };
}

function codeChallenge(state: CognitoState, client: AppClient, user: User): object {
  return {
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: state.challenges.ask("SOFTWARE_TOKEN_MFA", client, user),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username },
  };
}
