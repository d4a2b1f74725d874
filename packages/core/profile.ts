import { Failure } from "#contract/failure";
import type { ProfileChange } from "#contract/user";
import { forget, type Session } from "./session";
import { isRefused } from "./transaction";
import { type User, Users } from "./user.entity";

export async function read(session: Session): Promise<User> {
  const { data } = await Users.get({ id: session.id }).go();
  if (!data || data.deleted_at) throw new Failure("unauthorized");
  return data;
}

/** What a change sets, and what its nulls clear. */
export function split(change: ProfileChange) {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(given.filter(([, value]) => value !== null)) as Partial<User>;
  return { set, cleared: given.flatMap(([key, value]) => (value === null ? [key as "bio"] : [])) };
}

/** Changes what is named; null clears a field. @throws Failure unauthorized when the account was deleted meanwhile */
export async function update(session: Session, change: ProfileChange, now: Date): Promise<User> {
  const { set, cleared } = split(change);
  const patch = Users.patch({ id: session.id })
    .set({ ...set, updated_at: now.toISOString() })
    .remove(cleared)
    .where(({ deleted_at }, { notExists }) => notExists(deleted_at));
  try {
    const { data } = await patch.go({ response: "all_new" });
    return data as User;
  } catch (error) {
    throw isRefused(error) ? new Failure("unauthorized") : error;
  } finally {
    forget(session.id);
  }
}
