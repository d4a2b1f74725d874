import * as identity from "#adapters/identity";
import type { Role } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import type { ProfileChange, UserStatus } from "#contract/user";
import { addAdministrator, removeAdministrator } from "./administrators";
import { type Actor, audited, operator } from "./audit";
import { split } from "./profile";
import { forget } from "./session";
import { commit, type Step, step } from "./transaction";
import { type User, Users } from "./user.entity";

const missing = () => new Failure("user_not_found");

/** @throws Failure user_not_found, for a deleted account too */
export async function find(id: string): Promise<User> {
  const { data } = await Users.get({ id }).go({ consistent: true });
  if (!data || data.deleted_at) throw missing();
  return data;
}

type Patch = ReturnType<ReturnType<typeof Users.patch>["set"]>;

/** Writes only if the user still has the role and the status that they were read with, and is there. */
export function asRead(user: User, patch: Patch): Step {
  const write = patch.where(
    (present, { eq, notExists }) =>
      `${eq(present.status, user.status)} AND ${eq(present.role, user.role)} AND ${notExists(present.deleted_at)}`,
  );
  return step(write.params(), (row) => (row && !row.deleted_at ? new Failure("edited_meanwhile") : missing()));
}

const isActiveAdministrator = ({ role, status }: Pick<User, "role" | "status">): boolean =>
  role === "admin" && status === "active";

/** What a change does to the number of active administrators. */
export function administratorSteps(from: Pick<User, "role" | "status">, to: Pick<User, "role" | "status">): Step[] {
  if (isActiveAdministrator(from) === isActiveAdministrator(to)) return [];
  return [isActiveAdministrator(to) ? addAdministrator() : removeAdministrator()];
}

/** Changes somebody's profile. @throws Failure user_not_found, edited_meanwhile */
export async function update(id: string, change: ProfileChange, by: Actor, now: Date): Promise<User> {
  const user = await find(id);
  const { set, cleared } = split(change);
  const next = { ...set, updated_at: now.toISOString() };
  await commit([
    asRead(user, Users.patch({ id }).set(next).remove(cleared)),
    ...audited(by, "user.profile", id, { fields: Object.keys(change) }, now),
  ]);
  forget(id);
  return { ...user, ...Object.fromEntries(cleared.map((field) => [field, undefined])), ...next };
}

/**
 * Suspends, or lets in again. The row decides on every request, so it holds within seconds; signing out is so that the
 * refresh tokens are worthless too.
 * @throws Failure user_not_found, last_admin, edited_meanwhile
 */
export async function setStatus(id: string, status: UserStatus, now: Date, by: Actor = operator): Promise<User> {
  const user = await find(id);
  if (user.status === status) return user;
  const change = { status, updated_at: now.toISOString() };
  await commit([
    asRead(user, Users.patch({ id }).set(change)),
    ...administratorSteps(user, { ...user, status }),
    ...audited(by, "user.status", id, { from: user.status, to: status }, now),
  ]);
  if (status !== "active") await identity.signOutEverywhere(id);
  forget(id);
  return { ...user, ...change };
}

async function moveGroups(id: string, from: Role, to: Role): Promise<void> {
  await identity.join(id, to);
  if (from !== to) await identity.leave(id, from);
}

/**
 * Makes somebody a student, an instructor or an admin. The row decides on every request; Cognito's groups follow, for
 * the tokens of the hosted login.
 * @throws Failure user_not_found, last_admin, edited_meanwhile
 */
export async function setRole(id: string, role: Role, now: Date, by: Actor = operator): Promise<User> {
  const user = await find(id);
  const change = { role, updated_at: now.toISOString() };
  if (user.role !== role)
    await commit([
      asRead(user, Users.patch({ id }).set(change)),
      ...administratorSteps(user, { ...user, role }),
      ...audited(by, "user.role", id, { from: user.role, to: role }, now),
    ]);
  // Said again, it mends what a crash left undone here.
  await moveGroups(id, user.role, role);
  forget(id);
  return { ...user, ...change };
}
