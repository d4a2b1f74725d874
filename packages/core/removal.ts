import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import { type Actor, audited } from "./audit";
import { discard } from "./discard";
import { schedule } from "./due";
import { forget, type Session } from "./session";
import { commit } from "./transaction";
import { administratorSteps, asRead, find } from "./user";
import { type User, Users } from "./user.entity";

/** Who stands where somebody was: `deleted.invalid` is nobody's, now and ever (RFC 2606). */
export const nobodyAnyMore = (id: string) => ({ name: "Deleted user", email: `deleted-${id}@deleted.invalid` });

/** Longer than a warm Lambda trusts what it read about somebody: what they still write by then is erased as well. */
const settledAfter = 10_000;

const personal = [
  ...(["phone", "avatar_key", "bio", "date_of_birth", "gender", "address", "city", "state", "country"] as const),
  ...(["pincode", "last_login", "password_changed_at"] as const),
  ...(["second_factor", "second_factor_at"] as const),
  ...(["mail_status", "mail_status_at", "mail_status_reason", "unsubscribed"] as const),
];

function emptied(user: User, now: Date) {
  const gone = { status: "inactive", role: "student", email_verified: false, phone_verified: false } as const;
  const at = now.toISOString();
  const ended = { sessions_from: Math.floor(now.getTime() / 1000) + 1, deleted_at: at, updated_at: at };
  return Users.patch({ id: user.id })
    .set({ ...nobodyAnyMore(user.id), ...gone, ...ended })
    .remove([...personal]);
}

/** The copies elsewhere are erased by the sweep, and Cognito's account as well should it not go at once. */
async function anonymise(user: User, by: Actor, now: Date): Promise<void> {
  await commit([
    asRead(user, emptied(user, now)),
    ...administratorSteps(user, { role: user.role, status: "inactive" }),
    ...discard(user.avatar_key, now),
    schedule("erase-user", user.id, new Date(now.getTime() + settledAfter)),
    ...audited(by, "user.delete", user.id, { role: user.role }, now),
  ]);
  forget(user.id);
  await identity.remove(user.id).catch(() => undefined);
}

/**
 * Deletes somebody's account for good. What refers to it keeps its row, which is nobody's any more.
 * @throws Failure user_not_found, last_admin, edited_meanwhile
 */
export async function remove(id: string, by: Actor, now: Date): Promise<void> {
  const user = await find(id);
  await anonymise(user, by.id === id ? { ...by, ...nobodyAnyMore(id) } : by, now);
}

/** The same by their own hand. @throws Failure invalid_credentials, last_admin, edited_meanwhile */
export async function removeOwn(session: Session, password: string, now: Date): Promise<void> {
  if (!(await identity.isPassword(session.email, password))) throw new Failure("invalid_credentials");
  await remove(session.id, session, now);
}
