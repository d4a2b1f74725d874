import { readAttributes, requireSchema, updatedAttributes } from "../attributes";
import { hashPassword } from "../password-hash";
import { requireConforming } from "../password-policy";
import { factorShape } from "../software-token";
import { attributeShapes, userShape } from "../user";
import { type Action, poolOf, userOf } from "./action";
import { requireFreeEmail } from "./user-creation";

const dayMs = 86_400_000;

export const adminGetUser: Action = (state, input) => {
  const { user } = userOf(state, input);
  return { ...userShape(user), UserAttributes: attributeShapes(user), ...factorShape(user) };
};

export const adminDeleteUser: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  state.users.remove(pool, user);
  state.sessions.forget(pool.id, user.username);
  return {};
};

/** `Permanent` confirms the user; otherwise the password must be replaced at the next sign-in. */
export const adminSetUserPassword: Action = async (state, input) => {
  const pool = poolOf(state, input);
  const { passwordPolicy } = pool;
  requireConforming(input.text("Password"), passwordPolicy);
  const passwordHash = await hashPassword(input.text("Password"));
  const { user } = userOf(state, input);
  const permanent = input.flag("Permanent") ?? false;
  state.users.save(pool, {
    ...user,
    passwordHash,
    status: permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    temporaryUntil: permanent ? undefined : state.clock() + passwordPolicy.temporaryDays * dayMs,
  });
  return {};
};

export const adminUpdateUserAttributes: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  const changes = readAttributes(input, "UserAttributes");
  requireSchema(pool, changes);
  requireFreeEmail(state, pool, changes.email, user);
  state.users.save(pool, { ...user, attributes: updatedAttributes(pool, user, changes) });
  return {};
};

/** Also ends the user's sessions. */
export const adminDisableUser: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  state.users.save(pool, { ...user, enabled: false });
  state.sessions.revokeAll(pool.id, user.username);
  return {};
};

export const adminEnableUser: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  state.users.save(pool, { ...user, enabled: true });
  return {};
};

export const adminUserGlobalSignOut: Action = (state, input) => {
  const { pool, user } = userOf(state, input);
  state.sessions.revokeAll(pool.id, user.username);
  return {};
};
