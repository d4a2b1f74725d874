import type { Template } from "#local/cloud/template";
import { codeAt, stepAt } from "#local/cognito/totp";
import { call, type Reply } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

/** Somebody with an authenticator app. */
export interface ArmedPerson extends Person {
  secret: string;
}

/** For how long a code stands; milliseconds. */
export const step = 30_000;

/** What an app with this secret shows, so many steps from now. */
export const codeFor = ({ ahead }: TestPlatform, secret: string, steps = 0): string =>
  codeAt(secret, stepAt(Date.now() + ahead) + steps);

/** What no such app shows at this time, nor has shown within the hour. */
export function wrongCode({ ahead }: TestPlatform, secret: string): string {
  const now = stepAt(Date.now() + ahead);
  const shown = new Set(Array.from({ length: 200 }, (_, index) => codeAt(secret, now - 100 + index)));
  return ["000000", "000001", "000002"].find((code) => !shown.has(code)) ?? "000003";
}

/** Lets so much time pass that the app shows a code that hasn't been used. */
export function awaitCode(platform: TestPlatform): void {
  platform.ahead += step;
}

/** The secret that somebody is shown who begins. */
export async function begin(platform: TestPlatform, { token, password }: Person): Promise<string> {
  const reply = await call(platform, "POST /api/auth/second-factor", { token, body: { password } });
  if (reply.status !== 200) throw new Error(`beginning answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.second_factor.secret;
}

export const confirm = (platform: TestPlatform, { token, password }: Person, code: string): Promise<Reply> =>
  call(platform, "PUT /api/auth/second-factor", { token, body: { password, code } });

/** The same person with a second factor, and the tokens of after; the code that their app shows next isn't used yet. */
export async function arm(platform: TestPlatform, person: Person): Promise<ArmedPerson> {
  const secret = await begin(platform, person);
  const { status, body } = await confirm(platform, person, codeFor(platform, secret));
  if (status !== 200) throw new Error(`confirming answered ${status} ${JSON.stringify(body)}`);
  awaitCode(platform);
  return { ...person, secret, token: body.token, refreshToken: body.refreshToken };
}

export const login = (
  platform: TestPlatform,
  { email, password }: Pick<Person, "email" | "password">,
): Promise<Reply> => call(platform, "POST /api/auth/login", { body: { email, password } });

export const answer = (platform: TestPlatform, email: string, session: string, code: string): Promise<Reply> =>
  call(platform, "POST /api/auth/login/second-factor", { body: { email, session, code } });

/** Both steps of a sign-in. */
export async function loginWithCode(platform: TestPlatform, person: ArmedPerson): Promise<Reply> {
  const { body } = await login(platform, person);
  return answer(platform, person.email, body.second_factor?.session ?? "none", codeFor(platform, person.secret));
}

/** A template whose functions ask staff for a second factor. */
export function requireOfStaff(_stack: string, { Resources }: Template): void {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== "AWS::Lambda::Function") continue;
    const { Variables } = (Properties?.Environment ?? {}) as { Variables?: Record<string, string> };
    if (Variables && "STAFF_SECOND_FACTOR" in Variables) Variables.STAFF_SECOND_FACTOR = "required";
  }
}
