import type { UserPool } from "./pool";
import { invalidParameter, ServiceFault } from "./service-fault";
import type { CognitoState } from "./state";
import { newSecret, stepOf } from "./totp";
import type { User } from "./user";

function requireOffered(pool: UserPool): void {
  if (pool.softwareTokens) return;
  throw new ServiceFault(
    "SoftwareTokenMFANotFoundException",
    "Software Token MFA has not been enabled by the userPool.",
  );
}

/** Begins to set one up; the one that the user has stays in use until the new one is verified. */
export function associate(state: CognitoState, user: User): string {
  const pool = state.pools.pool(user.poolId);
  requireOffered(pool);
  const secret = newSecret();
  state.users.save(pool, { ...user, newSoftwareToken: secret });
  return secret;
}

const isCode = (code: string): boolean => /^\d{6}$/.test(code);

function requireCode(code: string): void {
  if (!isCode(code)) throw invalidParameter("Value at 'userCode' failed to satisfy constraint: [0-9]{6}");
}

/** The new token by its first code; it isn't asked for before the user prefers it. */
export function verify(state: CognitoState, user: User, code: string): void {
  requireCode(code);
  const pool = state.pools.pool(user.poolId);
  requireOffered(pool);
  const secret = user.newSoftwareToken;
  const step = secret === undefined ? undefined : stepOf(secret, code, state.clock());
  if (secret === undefined || step === undefined)
    throw new ServiceFault("EnableSoftwareTokenMFAException", "Code mismatch");
  state.users.save(pool, { ...user, newSoftwareToken: undefined, softwareToken: { secret, usedStep: step } });
}

/** Whether every sign-in asks for a code. */
export const asksForCode = ({ softwareToken, prefersCode }: User): boolean =>
  softwareToken !== undefined && prefersCode === true;

export function prefer(state: CognitoState, user: User, enabled: boolean): void {
  const pool = state.pools.pool(user.poolId);
  if (enabled && user.softwareToken === undefined) throw invalidParameter("User has not verified software token mfa");
  state.users.save(pool, { ...user, prefersCode: enabled });
}

/**
 * Takes a code out of use. Nothing is awaited in between: of two that come with the same, one is refused.
 * Faults: `CodeMismatchException`, `ExpiredCodeException` for one that was used before.
 */
export function useCode(state: CognitoState, user: User, code: string): User {
  requireCode(code);
  const { softwareToken: token } = user;
  const step = token && stepOf(token.secret, code, state.clock());
  if (token === undefined || step === undefined)
    throw new ServiceFault("CodeMismatchException", "Invalid code received for user");
  if (step <= token.usedStep)
    throw new ServiceFault("ExpiredCodeException", "Your software token has already been used once.");
  const used = { ...user, softwareToken: { ...token, usedStep: step } };
  return state.users.save(state.pools.pool(user.poolId), used);
}

/** How the API tells which of them a user has. */
export const factorShape = (user: User): object =>
  asksForCode(user) ? { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" } : {};
