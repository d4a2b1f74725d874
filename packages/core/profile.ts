import { Failure } from "#contract/failure";
import type { OwnProfileChange, ProfileChange } from "#contract/user";
import { discard } from "./discard";
import { takePicture } from "./illustration";
import { forget, type Session } from "./session";
import { commit, isRefused, type Step, step } from "./transaction";
import { type User, Users } from "./user.entity";

const ended = () => new Failure("unauthorized");

export async function read(session: Session, { consistent = false } = {}): Promise<User> {
  const { data } = await Users.get({ id: session.id }).go({ consistent });
  if (!data || data.deleted_at) throw ended();
  return data;
}

/** What a change sets, and what its nulls clear. */
export function split(change: ProfileChange & { avatar_key?: string | null }) {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const set = Object.fromEntries(given.filter(([, value]) => value !== null)) as Partial<User>;
  return { set, cleared: given.flatMap(([key, value]) => (value === null ? [key as "bio"] : [])) };
}

async function write(session: Session, change: ProfileChange, now: Date): Promise<User> {
  const { set, cleared } = split(change);
  const patch = Users.patch({ id: session.id })
    .set({ ...set, updated_at: now.toISOString() })
    .remove(cleared)
    .where(({ deleted_at }, { notExists }) => notExists(deleted_at));
  try {
    const { data } = await patch.go({ response: "all_new" });
    return data as User;
  } catch (error) {
    throw isRefused(error) ? ended() : error;
  }
}

/** The step that changes somebody's row if they still have the picture that they were read with. */
function redraw(user: User, patch: ReturnType<ReturnType<typeof Users.patch>["set"]>): Step {
  const { avatar_key: before } = user;
  const asRead = patch.where(
    ({ deleted_at, avatar_key }, { notExists, eq }) =>
      `${notExists(deleted_at)} AND ${before ? eq(avatar_key, before) : notExists(avatar_key)}`,
  );
  return step(asRead.params(), (row) => (row && !row.deleted_at ? new Failure("edited_meanwhile") : ended()));
}

/** Gives the picture before up, in the transaction that takes the next, or none, in its place. */
async function writePicture(session: Session, uploadId: string | null, change: ProfileChange, now: Date) {
  const user = await read(session, { consistent: true });
  const taken = uploadId === null ? undefined : await takePicture(uploadId, session, "avatar");
  const avatar_key = taken?.picture.key ?? null;
  if (avatar_key === (user.avatar_key ?? null)) return write(session, change, now);
  const { set, cleared } = split({ ...change, avatar_key });
  const next = { ...set, updated_at: now.toISOString() };
  const patch = Users.patch({ id: user.id }).set(next).remove(cleared);
  await commit([redraw(user, patch), ...(taken ? [taken.step] : []), ...discard(user.avatar_key, now)]);
  return { ...user, ...Object.fromEntries(cleared.map((field) => [field, undefined])), ...next };
}

/**
 * Changes what is named; null clears a field.
 * @throws Failure unauthorized when the account was deleted meanwhile; upload_not_found, upload_not_ready,
 *   edited_meanwhile when two pictures come at once
 */
export async function update(session: Session, change: OwnProfileChange, now: Date): Promise<User> {
  const { avatar_upload_id, ...plain } = change;
  try {
    if (avatar_upload_id === undefined) return await write(session, plain, now);
    return await writePicture(session, avatar_upload_id, plain, now);
  } finally {
    forget(session.id);
  }
}
