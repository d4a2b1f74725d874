import type { Fields } from "../fields";
import type { UserPool } from "../pool";
import type { CognitoState } from "../state";
import type { User } from "../user";

/** One operation of the API; returns the result's JSON. */
export type Action = (state: CognitoState, input: Fields) => Promise<object> | object;

/** Faults: `ResourceNotFoundException` for the pool. */
export function poolOf(state: CognitoState, input: Fields): UserPool {
  return state.pools.pool(input.text("UserPoolId"));
}

/** Faults: `ResourceNotFoundException` for the pool, `UserNotFoundException` for the user. */
export function userOf(state: CognitoState, input: Fields): { pool: UserPool; user: User } {
  const pool = poolOf(state, input);
  return { pool, user: state.users.get(pool, input.text("Username")) };
}
