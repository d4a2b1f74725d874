import { Failure } from "#contract/failure";
import { createLink } from "./link";
import { commit, step } from "./transaction";
import { type User, Users } from "./user.entity";

export async function rowOf(id: string): Promise<User | undefined> {
  const { data } = await Users.get({ id }).go({ consistent: true });
  return data ?? undefined;
}

/** Somebody new, who has just signed in. */
export const newRow = (
  found: { id: string; name: string; email: string },
  phone: string | undefined,
  now: Date,
): User => ({
  ...{ id: found.id, name: found.name, email: found.email, phone },
  ...{ role: "student", status: "active", email_verified: false, phone_verified: false },
  ...{ last_login: now.toISOString(), created_at: now.toISOString(), updated_at: now.toISOString() },
});

/** The row and the verification link in one transaction; the welcome and the link are mailed from what it committed. */
export async function createRow(user: User, now: Date): Promise<void> {
  await commit([
    step(Users.create(user).params(), () => new Failure("email_taken")),
    await createLink("verify-email", user, now),
  ]);
}
