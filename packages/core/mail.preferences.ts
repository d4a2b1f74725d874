import { Failure } from "#contract/failure";
import { type MailPreferences, type OptionalMail, optionalMailNames } from "#contract/mailing";
import type { Session } from "./session";
import { isRefused } from "./transaction";
import { type User, Users } from "./user.entity";

/** Which optional mail somebody gets: all that they haven't switched off. */
export const preferencesOf = ({ unsubscribed = [] }: Pick<User, "unsubscribed">): MailPreferences => ({
  reminders: !unsubscribed.includes("reminders"),
});

/** Whether somebody gets this kind of mail, as of now; nobody does whose account is gone. */
export async function wants(user_id: string, kind: OptionalMail): Promise<boolean> {
  const { data } = await Users.get({ id: user_id }).go({ consistent: true });
  return data !== null && data.deleted_at === undefined && preferencesOf(data)[kind];
}

const namesOf = (change: Partial<MailPreferences>, wanted: boolean): OptionalMail[] =>
  optionalMailNames.filter((name) => change[name] === wanted);

/** One update, of the kinds that are named only: two changes at once both hold. */
function changeOf(id: string, change: Partial<MailPreferences>, now: Date) {
  const [off, on] = [namesOf(change, false), namesOf(change, true)];
  const dated = Users.patch({ id }).set({ updated_at: now.toISOString() });
  const more = off.length > 0 ? dated.add({ unsubscribed: off }) : dated;
  const both = on.length > 0 ? more.delete({ unsubscribed: on }) : more;
  return both.where(({ deleted_at }, { notExists }) => notExists(deleted_at));
}

/** Switches kinds of mail on or off; those left out stay. @throws Failure unauthorized when the account is gone */
export async function setPreferences(
  session: Session,
  change: Partial<MailPreferences>,
  now: Date,
): Promise<MailPreferences> {
  try {
    const { data } = await changeOf(session.id, change, now).go({ response: "all_new" });
    return preferencesOf(data as User);
  } catch (error) {
    throw isRefused(error) ? new Failure("unauthorized") : error;
  }
}

/** Ends one kind of mail; twice is once, and for an account that is gone there is nothing to end. */
export async function unsubscribe(user_id: string, kind: OptionalMail, now: Date): Promise<void> {
  try {
    await changeOf(user_id, { [kind]: false }, now).go();
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
}
