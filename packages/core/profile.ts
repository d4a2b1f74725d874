import { Failure } from "#contract/failure";
import type { OwnProfileChange, ProfileChange } from "#contract/user";
import { forget, type Session } from "./session";
import { isRefused } from "./transaction";
import { attach } from "./upload";
import { type User, Users } from "./user.entity";

export async function read(session: Session): Promise<User> {
  const { data } = await Users.get({ id: session.id }).go();
  if (!data || data.deleted_at) throw new Failure("unauthorized");
  return data;
}

/** What a change sets, and what its nulls clear. */
export function split(change: ProfileChange & { avatar_key?: string | null }) {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(given.filter(([, value]) => value !== null)) as Partial<User>;
  return { set, cleared: given.flatMap(([key, value]) => (value === null ? [key as "bio"] : [])) };
}

/**
 * Changes what is named; null clears a field.
 * @throws Failure unauthorized when the account was deleted meanwhile; upload_not_found, upload_not_ready
 */
export async function update(
  session: Session,
  { avatar_upload_id, ...change }: OwnProfileChange,
  now: Date,
): Promise<User> {
  const avatar_key = avatar_upload_id && (await attach(avatar_upload_id, session, "avatar")).key;
  const { set, cleared } = split({ ...change, avatar_key });
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
