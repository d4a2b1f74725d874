import { join } from "node:path";
import type { Clock } from "#local/service";
import { Challenges } from "./challenges";
import { SigningKeys } from "./keys";
import { Pools } from "./pools";
import { Sessions } from "./sessions";
import { TokenIssuer } from "./tokens";
import { Users } from "./users";

/** Everything that the operations work on. */
export interface CognitoState {
  clock: Clock;
  pools: Pools;
  users: Users;
  sessions: Sessions;
  challenges: Challenges;
  keys: SigningKeys;
  tokens: TokenIssuer;
}

export function openState(directory: string, clock: Clock, region: string): CognitoState {
  const pools = new Pools(directory);
  const keys = new SigningKeys(join(directory, "keys"));
  return {
    clock,
    pools,
    users: new Users(directory, clock),
    sessions: new Sessions(directory, clock),
    challenges: new Challenges(clock),
    keys,
    tokens: new TokenIssuer(keys, pools, region),
  };
}
