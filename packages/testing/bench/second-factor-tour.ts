import { awaitCode, codeFor } from "../authenticator";
import { newPerson, type Person } from "../people";
import { signedInAgain } from "../time";
import { as, type Tour } from "./step";

/** @returns the secret, and the tokens of after. */
async function setUp({ platform, visit }: Tour, person: Person): Promise<{ secret: string; token: string }> {
  const { password } = person;
  const { body } = await visit("auth.beginSecondFactor", "POST /api/auth/second-factor", as(person, { password }));
  const { secret } = body.second_factor;
  const confirmed = as(person, { password, code: codeFor(platform, secret) });
  const { body: after } = await visit("auth.confirmSecondFactor", "PUT /api/auth/second-factor", confirmed);
  awaitCode(platform);
  return { secret, token: after.token };
}

/** Somebody sets up an authenticator app, signs in with it, switches it off, sets up another and loses that. */
export async function useSecondFactor(tour: Tour): Promise<void> {
  const { platform, visit } = tour;
  const person = await newPerson(platform);
  const { email, password } = person;
  const { secret } = await setUp(tour, person);
  const first = await visit("auth.login for a code", "POST /api/auth/login", { body: { email, password } });
  const { session } = first.body.second_factor;
  const code = codeFor(platform, secret);
  const second = { body: { email, session, code } };
  const { body } = await visit("auth.loginWithCode", "POST /api/auth/login/second-factor", second);
  awaitCode(platform);
  const off = as(body, { password, code: codeFor(platform, secret) });
  await visit("auth.removeSecondFactor", "DELETE /api/auth/second-factor", off);
  await setUp(tour, { ...person, token: body.token });
  const lost = as(await signedInAgain(platform, tour.admin), { reason: "Lost their phone" });
  await visit("users.resetSecondFactor", `DELETE /api/users/${person.id}/second-factor`, lost);
}
