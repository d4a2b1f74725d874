import * as identity from "#adapters/identity";
import type { Role } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import type { UserStatus } from "#contract/user";
import { addAdministrator, removeAdministrator } from "./administrators";
import { forget } from "./session";
import { commit, type Step, step } from "./transaction";
import { type User, Users } from "./user.entity";

const missing = () => new Failure("user_not_found");

async function find(id: string): Promise<User> {
  const { data } = await Users.get({ id }).go({ consistent: true });
  if (!data) throw missing();
  return data;
}

/** What a change of status does to the number of active administrators. */
function administratorSteps(user: User, to: UserStatus): Step[] {
  if (user.role !== "admin") return [];
  return to === "active" ? [addAdministrator()] : [removeAdministrator()];
}

/**
 * Suspends, or lets in again. The row decides on every request, so it holds within seconds; signing out is so that the
 * refresh tokens are worthless too.
 * @throws Failure user_not_found, last_admin, edited_meanwhile
 */
export async function setStatus(id: string, status: UserStatus, now: Date): Promise<User> {
  const user = await find(id);
  if (user.status === status) return user;
  const change = { status, updated_at: now.toISOString() };
  const write = Users.patch({ id })
    .set(change)
    .where((present, { eq }) => `${eq(present.status, user.status)} AND ${eq(present.role, user.role)}`);
  // "pending" and "inactive" are the same to the count of the active.
  const counted = user.status === "active" || status === "active" ? administratorSteps(user, status) : [];
  await commit([step(write.params(), (row) => (row ? new Failure("edited_meanwhile") : missing())), ...counted]);
  if (status !== "active") await identity.signOutEverywhere(id);
  forget(id);
  return { ...user, ...change };
}

/**
 * Makes somebody a student, an instructor or an admin. The row decides on every request; Cognito's groups follow, for
 * the tokens of the hosted login.
 * @throws Failure user_not_found, last_admin, edited_meanwhile
 */
export async function setRole(id: string, role: Role, now: Date): Promise<User> {
  const user = await find(id);
  const change = { role, updated_at: now.toISOString() };
  const write = Users.patch({ id })
    .set(change)
    .where((present, { eq }) => `${eq(present.status, user.status)} AND ${eq(present.role, user.role)}`);
  const counted = user.status === "active" && user.role !== role ? roleSteps(user.role, role) : [];
  await commit([step(write.params(), (row) => (row ? new Failure("edited_meanwhile") : missing())), ...counted]);
  await identity.join(id, role);
  if (user.role !== role) await identity.leave(id, user.role);
  forget(id);
  return { ...user, ...change };
}

/** What a change of an active user's role does to the number of active administrators. */
const roleSteps = (from: Role, to: Role): Step[] => [
  ...(to === "admin" ? [addAdministrator()] : []),
  ...(from === "admin" ? [removeAdministrator()] : []),
];
