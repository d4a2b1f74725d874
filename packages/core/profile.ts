import { Failure } from "#contract/failure";
import type { Session } from "./session";
import { forget } from "./session";
import { type User, Users } from "./user.entity";

type Change = { [Key in keyof User]?: User[Key] | null };

export async function read(session: Session): Promise<User> {
  const { data } = await Users.get({ id: session.id }).go();
  if (!data) throw new Failure("unauthorized");
  return data;
}

/** Changes what is named; null clears a field. */
export async function update(session: Session, change: Change, now: Date): Promise<User> {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const cleared = given.flatMap(([key, value]) => (value === null ? [key] : []));
  const set = Object.fromEntries(given.filter(([, value]) => value !== null));
  const patch = Users.patch({ id: session.id }).set({ ...set, updated_at: now.toISOString() });
  const { data } = await patch.remove(cleared as "bio"[]).go({ response: "all_new" });
  forget(session.id);
  return data as User;
}
