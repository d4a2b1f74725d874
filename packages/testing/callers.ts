import { randomUUID } from "node:crypto";
import { outputOf } from "#local/platform";
import { call } from "./api";
import { altered, confused, resigned, unsigned } from "./forgery";
import type { Standing } from "./matrix";
import { newPerson, type Person } from "./people";
import type { TestPlatform } from "./platform";
import { newStranger, tokensOf } from "./tokens";

/** Somebody who calls the API, with what they show for it. */
export interface Caller {
  name: string;
  standing: Standing;
  token?: string;
}

const hour = 3600_000;

/** Tokens that look like an admin's, and aren't good. */
async function strangers(platform: TestPlatform, admin: Person): Promise<Record<string, string | undefined>> {
  const pool = outputOf(platform.cloud, "UserPoolId");
  const { access, id } = await tokensOf(platform, admin);
  return {
    "without a token": undefined,
    "with garbage": "garbage",
    "with a token cut short": access.slice(0, -20),
    "with an expired token": (await tokensOf(platform, admin, { now: Date.now() + platform.ahead - hour })).access,
    "with an id token": id,
    "with a token signed by another key": resigned(access),
    "with an unsigned token": unsigned(access),
    "with altered claims": altered(access, { exp: 4_102_444_800 }),
    "with a token signed by the public key": await confused(platform, pool, access),
    "with another pool's token": await ofAnotherPool(platform, admin),
    "with another client's token": await ofAnotherClient(platform, admin),
    "with the token of someone without a row": await withoutRow(platform, pool),
    "with the token of an ended session": await ofEndedSession(platform),
    "with a token from before signing out everywhere": await signedOutEverywhere(platform),
  };
}

async function ofAnotherPool(platform: TestPlatform, { email }: Person): Promise<string> {
  const [poolId, clientId] = ["us-east-1_Elsewhere", "elsewhere"];
  const { cognito } = platform.cloud.standIns;
  cognito.ensurePool(poolId, { UsernameAttributes: ["email"] });
  cognito.ensureClient(clientId, poolId, {});
  await newStranger(platform, poolId, email);
  return (await tokensOf(platform, { email }, { poolId, clientId })).access;
}

async function ofAnotherClient(platform: TestPlatform, admin: Person): Promise<string> {
  platform.cloud.standIns.cognito.ensureClient("unknown", outputOf(platform.cloud, "UserPoolId"), {});
  return (await tokensOf(platform, admin, { clientId: "unknown" })).access;
}

async function withoutRow(platform: TestPlatform, poolId: string): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  await newStranger(platform, poolId, email);
  return (await tokensOf(platform, { email })).access;
}

/** An admin's, from a minute before they changed their password. */
async function ofEndedSession(platform: TestPlatform): Promise<string> {
  const admin = await newPerson(platform, { role: "admin" });
  const { access } = await tokensOf(platform, admin, { now: Date.now() + platform.ahead - 60_000 });
  const body = { current_password: admin.password, new_password: "changed-123" };
  const { status } = await call(platform, "PUT /api/auth/change-password", { token: admin.token, body });
  if (status !== 200) throw new Error(`changing the password answered ${status}`);
  return access;
}

async function signedOutEverywhere(platform: TestPlatform): Promise<string> {
  const admin = await newPerson(platform, { role: "admin" });
  const { access } = await tokensOf(platform, admin, { now: Date.now() + platform.ahead - 60_000 });
  const { status } = await call(platform, "POST /api/auth/logout", { token: admin.token, body: {} });
  if (status !== 200) throw new Error(`signing out answered ${status}`);
  return access;
}

async function shutOut(platform: TestPlatform, status: "inactive" | "pending"): Promise<string> {
  const admin = await newPerson(platform, { role: "admin" });
  const { setStatus } = await import("#core/user");
  await setStatus(admin.id, status, new Date());
  return admin.token;
}

/** Every kind of caller that a route must tell apart. */
export async function everyCaller(platform: TestPlatform): Promise<Caller[]> {
  const admin = await newPerson(platform, { role: "admin" });
  const instructor = await newPerson(platform, { role: "instructor" });
  const student = await newPerson(platform);
  const bad = Object.entries(await strangers(platform, admin));
  return [
    ...bad.map(([name, token]): Caller => ({ name, standing: "stranger", token })),
    { name: "a suspended admin", standing: "suspended", token: await shutOut(platform, "inactive") },
    { name: "an admin not yet let in", standing: "suspended", token: await shutOut(platform, "pending") },
    { name: "a student", standing: "student", token: student.token },
    { name: "an instructor", standing: "instructor", token: instructor.token },
    { name: "an admin", standing: "admin", token: admin.token },
  ];
}
