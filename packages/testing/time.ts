import type { Outcome } from "#local/cloud/invocation";
import { call } from "./api";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";

export const minute = 60_000;
export const hour = 60 * minute;

/** Lets time pass; milliseconds. Access tokens end after a quarter of an hour: see `signedInAgain`. */
export function pass(platform: TestPlatform, milliseconds: number): void {
  platform.ahead += milliseconds;
}

/** The same person with tokens of now. */
export async function signedInAgain(platform: TestPlatform, person: Person): Promise<Person> {
  const { email, password } = person;
  const reply = await call(platform, "POST /api/auth/login", { body: { email, password } });
  if (reply.status !== 200) throw new Error(`signing in answered ${reply.status} ${JSON.stringify(reply.body)}`);
  return { ...person, token: reply.body.token, refreshToken: reply.body.refreshToken };
}

/** Runs a worker as its schedule does. */
async function runScheduled({ cloud }: TestPlatform, name: string): Promise<Outcome> {
  const rule = cloud.deployment
    .resources("AWS::Events::Rule")
    .find(({ logicalId }) => logicalId.startsWith(`${name}Schedule`));
  const [outcome] = await cloud.schedules.run(rule?.logicalId ?? "");
  if (!outcome) throw new Error(`the ${name} did not run`);
  return outcome;
}

export const runSweeper = (platform: TestPlatform): Promise<Outcome> => runScheduled(platform, "sweeper");

/** Compares orders and providers, and waits for what follows. */
export async function reconcile(platform: TestPlatform): Promise<Outcome> {
  const outcome = await runScheduled(platform, "reconciler");
  await platform.settled();
  return outcome;
}

/** Runs the sweeper, and waits for what follows. */
export async function sweep(platform: TestPlatform): Promise<Outcome> {
  const outcome = await runSweeper(platform);
  await platform.settled();
  return outcome;
}
