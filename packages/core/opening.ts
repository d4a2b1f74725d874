import * as identity from "#adapters/identity";
import { Failure } from "#contract/failure";
import { Users } from "./user.entity";

interface Opening {
  name: string;
  email: string;
  password: string;
}

/** Milliseconds after which a registration can't be running any more: its Lambda's time is over. */
const underWay = 15_000;

/** Whether the account got further than being created: it has a password of somebody's choice, or a row. */
export async function isTaken({ id, confirmed }: identity.Identity): Promise<boolean> {
  if (confirmed) return true;
  const { data } = await Users.get({ id }).go({ consistent: true });
  return data !== null;
}

/**
 * A new Cognito account, or one that an interrupted registration left without a row: taking it up again is what makes
 * a registration repeatable. Of two that meet, with different passwords, the second must not set its own on the account
 * of the first.
 * @throws Failure email_taken, weak_password
 */
export async function openIdentity({ email, name, password }: Opening, now: Date): Promise<identity.Identity> {
  const created = await identity.create(email, name, password);
  if (created) return created;
  const unfinished = await identity.find(email);
  if (!unfinished || (await isTaken(unfinished))) throw new Failure("email_taken");
  const left = unfinished.created.getTime() + underWay < now.getTime();
  if (!left && !(await identity.isPassword(email, password))) throw new Failure("email_taken");
  return unfinished;
}
