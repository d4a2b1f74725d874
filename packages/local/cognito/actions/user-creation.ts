import { randomBytes, randomUUID } from "node:crypto";
import { isEmail, missingAttributes, readAttributes, requireSchema } from "../attributes";
import { requireSecretHash } from "../client-secret";
import type { Fields } from "../fields";
import { hashPassword } from "../password-hash";
import { requireConforming } from "../password-policy";
import { fold, type UserPool } from "../pool";
import { invalidParameter, notAuthorized, ServiceFault } from "../service-fault";
import type { CognitoState } from "../state";
import { attributeShapes, type User, userShape } from "../user";
import { type Action, poolOf } from "./action";

const dayMs = 86_400_000;

/** `MessageAction` RESEND renews a waiting temporary password; no message is ever sent. */
export const adminCreateUser: Action = async (state, input) => {
  const pool = poolOf(state, input);
  const { policy, password } = temporaryPassword(pool, input);
  const passwordHash = await hashPassword(password);
  const pending = {
    passwordHash,
    status: "FORCE_CHANGE_PASSWORD" as const,
    temporaryUntil: state.clock() + policy.temporaryDays * dayMs,
  };
  const user =
    input.optionalText("MessageAction") === "RESEND"
      ? { ...waitingUser(state, pool, input), ...pending }
      : newUser(state, pool, input, pending);
  const saved = state.users.save(pool, user);
  return { User: { ...userShape(saved), Attributes: attributeShapes(saved) } };
};

/** Refused where only administrators create users. The new user is UNCONFIRMED. */
export const signUp: Action = async (state, input) => {
  const client = state.pools.client(input.text("ClientId"));
  const pool = state.pools.pool(client.poolId);
  requireSecretHash(client, input.optionalText("SecretHash"), [input.text("Username")]);
  if (pool.administratorsCreateUsers) throw notAuthorized("SignUp is not permitted for this user pool");
  requireConforming(input.text("Password"), pool.passwordPolicy);
  const passwordHash = await hashPassword(input.text("Password"));
  const user = newUser(state, pool, input, { passwordHash, status: "UNCONFIRMED" });
  const [missing] = missingAttributes(pool, user.attributes);
  if (missing !== undefined) {
    throw invalidParameter(`Attributes did not conform to the schema: ${missing}: The attribute is required`);
  }
  return { UserConfirmed: false, UserSub: state.users.save(pool, user).attributes.sub };
};

function temporaryPassword(pool: UserPool, input: Fields) {
  const given = input.optionalText("TemporaryPassword");
  if (given !== undefined) requireConforming(given, pool.passwordPolicy);
  return { policy: pool.passwordPolicy, password: given ?? `${randomBytes(12).toString("base64url")}aA1!` };
}

function waitingUser(state: CognitoState, pool: UserPool, input: Fields): User {
  const user = state.users.get(pool, input.text("Username"));
  if (user.status === "FORCE_CHANGE_PASSWORD") return user;
  throw new ServiceFault("UnsupportedUserStateException", "Resend not possible. User is not in the right state.");
}

function newUser(
  state: CognitoState,
  pool: UserPool,
  input: Fields,
  credentials: Pick<User, "passwordHash" | "status" | "temporaryUntil">,
): User {
  const name = input.text("Username");
  const given = readAttributes(input, "UserAttributes");
  requireSchema(pool, given);
  if (pool.emailIsUsername && !isEmail(name)) throw invalidParameter("Username should be an email.");
  const attributes = pool.emailIsUsername ? { email: name, ...given } : given;
  requireFree(state, pool, name, attributes);
  const sub = randomUUID();
  const createdAt = state.clock();
  return {
    poolId: pool.id,
    username: pool.emailIsUsername ? sub : fold(pool, name),
    attributes: { ...attributes, sub },
    enabled: true,
    groups: [],
    createdAt,
    modifiedAt: createdAt,
    ...credentials,
  };
}

function requireFree(state: CognitoState, pool: UserPool, name: string, attributes: Record<string, string>): void {
  if (state.users.find(pool, name) !== undefined) {
    const reason = pool.emailIsUsername
      ? "An account with the given email already exists."
      : "User account already exists";
    throw new ServiceFault("UsernameExistsException", reason);
  }
  requireFreeEmail(state, pool, attributes.email);
}

/** Fault `AliasExistsException` when the address signs in somebody other than `owner`. */
export function requireFreeEmail(state: CognitoState, pool: UserPool, email: string | undefined, owner?: User): void {
  const holder = email ? state.users.ownerOfEmail(pool, email) : undefined;
  if (holder !== undefined && holder.username !== owner?.username) {
    throw new ServiceFault("AliasExistsException", "An account with the given email already exists.");
  }
}
