import { type Access, admitted, type Role } from "#contract/endpoint";
import { Failure } from "#contract/failure";
import { needsSecondFactor } from "./second-factor.policy";
import { Users } from "./user.entity";

/** Whoever is calling, as their row says now, not as their token said when it was issued. */
export interface Session {
  id: string;
  name: string;
  email: string;
  role: Role;
  email_verified: boolean;
}

/** The claims of an access token that matter here. */
export interface Claims {
  sub: string;
  /** When the person signed in; epoch seconds. */
  auth_time: number;
}

interface Standing extends Session {
  active: boolean;
  second_factor: boolean;
  sessions_from: number;
}

/** Milliseconds that a standing is trusted: how long a suspension takes to reach a warm Lambda. */
const trustedFor = 3000;
/** Standings kept per Lambda; the oldest goes first. */
const most = 1000;

const standings = new Map<string, { standing: Standing | undefined; until: number }>();

async function read(id: string): Promise<Standing | undefined> {
  const { data: user } = await Users.get({ id }).go({
    attributes: ["id", "name", "email", "role", "status", "email_verified", "sessions_from", "second_factor"],
  });
  if (!user) return undefined;
  const { name, email, role, status, email_verified, sessions_from = 0, second_factor = false } = user;
  return { id, name, email, role, email_verified, active: status === "active", sessions_from, second_factor };
}

async function standingOf(id: string, now: Date): Promise<Standing | undefined> {
  const kept = standings.get(id);
  if (kept && kept.until > now.getTime()) return kept.standing;
  const standing = await read(id);
  standings.delete(id);
  if (standings.size >= most) standings.delete(standings.keys().next().value ?? "");
  standings.set(id, { standing, until: now.getTime() + trustedFor });
  return standing;
}

/** After a change of their own, a person should not wait for it. */
export const forget = (id: string): boolean => standings.delete(id);

/** Staff without the second factor that they need are learners to everything that asks for no more. */
function limited(standing: Standing, access: Access): Session {
  if (standing.second_factor || !needsSecondFactor(standing.role)) return standing;
  if (!admitted[access]?.includes("student")) throw new Failure("second_factor_required");
  return { ...standing, role: "student" };
}

/**
 * Lets a caller in, or refuses.
 * @throws Failure unauthorized for an unknown user or an ended session, account_suspended, forbidden for the role,
 *   second_factor_required for staff who have none where they must.
 */
export async function admit(claims: Claims, access: Access, now: Date): Promise<Session> {
  const standing = await standingOf(claims.sub, now);
  if (!standing || claims.auth_time < standing.sessions_from) throw new Failure("unauthorized");
  if (!standing.active) throw new Failure("account_suspended");
  if (!admitted[access]?.includes(standing.role)) throw new Failure("forbidden");
  return limited(standing, access);
}
