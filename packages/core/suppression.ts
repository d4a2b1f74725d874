import { Failure } from "#contract/failure";
import { optionalMailNames } from "#contract/mailing";
import { type Actor, audited } from "./audit";
import { addressHash, type Suppression, Suppressions } from "./suppression.entity";
import { check, commit, type Step, step } from "./transaction";
import { asRead, find } from "./user";
import { type User, Users } from "./user.entity";

/** What we are told of an address. */
export type Feedback = Pick<Suppression, "reason" | "at" | "detail"> & { address: string };

/** Nothing that isn't known already, or that was before somebody let mail go there again. */
export class OldNews extends Error {}
export class NobodysAddress extends Error {}

/** Whoever complains wants no mail that they needn't get, not even after mail goes to them again. */
export function told(id: string, { address, reason, at, detail }: Feedback): Step {
  const shown = Users.patch({ id }).set({ mail_status: reason, mail_status_at: at, mail_status_reason: detail });
  const all = reason === "complained" ? shown.add({ unsubscribed: [...optionalMailNames] }) : shown;
  const theirs = all.where((user, { eq, notExists }) => `${eq(user.email, address)} AND ${notExists(user.deleted_at)}`);
  return step(theirs.params(), () => new NobodysAddress());
}

/** Why an address gets no mail now; undefined: it does. */
export async function suppressionOf(address: string): Promise<Suppression | undefined> {
  const { data } = await Suppressions.get({ hash: addressHash(address) }).go({ consistent: true });
  return data && !data.lifted_at ? data : undefined;
}

/** It still says what was read of it. */
function standing({ hash, reason, at }: Suppression): Step {
  const same = Suppressions.delete({ hash }).where(
    (present, { eq, notExists }) =>
      `${eq(present.reason, reason)} AND ${eq(present.at, at)} AND ${notExists(present.lifted_at)}`,
  );
  return check(same.params(), () => new OldNews());
}

/** Shows it on an account that the address came to later. */
export async function showSuppression(id: string, address: string, suppression: Suppression): Promise<void> {
  try {
    await commit([standing(suppression), told(id, { ...suppression, address })]);
  } catch (error) {
    if (!(error instanceof OldNews || error instanceof NobodysAddress)) throw error;
  }
}

const shown = ["mail_status", "mail_status_at", "mail_status_reason"] as const;

/** Lets mail go to an address again; feedback of before, should it come again, doesn't count. */
const lifted = (address: string, now: Date): Step =>
  step(
    Suppressions.patch({ hash: addressHash(address) })
      .set({ lifted_at: now.toISOString() })
      .params(),
    () => new Failure("wrong_state"),
  );

/** Lets mail go to somebody again. @throws Failure user_not_found, wrong_state where it does, edited_meanwhile */
export async function liftSuppression(id: string, by: Actor, now: Date): Promise<User> {
  const user = await find(id);
  if (!user.mail_status) throw new Failure("wrong_state");
  const next = { updated_at: now.toISOString() };
  await commit([
    lifted(user.email, now),
    asRead(
      user,
      Users.patch({ id })
        .set(next)
        .remove([...shown]),
    ),
    ...audited(by, "user.mail", id, { from: user.mail_status, to: "ok" }, now),
  ]);
  return { ...user, ...Object.fromEntries(shown.map((field) => [field, undefined])), ...next };
}

/** What somebody's row no longer says once mail has reached them: see `reached`. */
export const healed = ({ mail_status }: Pick<User, "mail_status">) => (mail_status === "bounced" ? [...shown] : []);

/**
 * The step that goes with it, when somebody comes with a link that only their mailbox held: if it bounced once, it is well
 * again. A complaint was no mistake of the mailbox.
 */
export function reached({ mail_status, email: address }: Pick<User, "mail_status" | "email">, now: Date): Step[] {
  if (mail_status !== "bounced") return [];
  const patch = Suppressions.patch({ hash: addressHash(address) }).set({ lifted_at: now.toISOString() });
  const still = patch.where(({ reason }, { eq }) => eq(reason, "bounced"));
  return [step(still.params(), () => new Failure("unavailable", { retryAfter: 1 }))];
}
