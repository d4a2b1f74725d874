import type { Reply } from "./api";
import type { Wrong } from "./hostile";
import type { Route } from "./matrix";
import type { Person } from "./people";
import type { TestPlatform } from "./platform";
import { sendRaw } from "./raw-request";
import { flawsOf } from "./refusal";
import { sampleBody, samplePath } from "./sample";

/** One request that must be refused. */
export interface Attack {
  /** What stands in the report when it isn't. */
  name: string;
  /** Of the endpoint where it is missing. */
  path?: string;
  body?: string | Buffer;
  /** Type of the body; none is sent where it is empty. */
  type?: string;
  headers?: Record<string, string>;
  code?: string;
  paths?: string[];
}

/** The path of a route, and a body for it, that nothing is wrong with. */
export const pathOf = ({ key, endpoint }: Route): string => samplePath(key.split(" ")[1] ?? "", endpoint);
export const bodyOf = ({ endpoint }: Route): string | undefined => JSON.stringify(sampleBody(endpoint));

/** Sends a request as that person, byte by byte. */
export function send(platform: TestPlatform, { token }: Person, route: Route, attack: Attack): Promise<Reply> {
  const { path = pathOf(route), body, type = "application/json", headers } = attack;
  const typed: Record<string, string> = body && type ? { "content-type": type } : {};
  const { method } = route.endpoint;
  return sendRaw(platform, { method, path, body, headers: { authorization: `Bearer ${token}`, ...typed, ...headers } });
}

/** What is wrong with the answers to attacks; nothing when each was refused as it should be. */
export async function weaknesses(
  platform: TestPlatform,
  person: Person,
  route: Route,
  attacks: Attack[],
): Promise<string[]> {
  const found: string[] = [];
  for (const attack of attacks) {
    const reply = await send(platform, person, route, attack);
    found.push(...flawsOf(platform, reply, attack).map((flaw) => `${attack.name}: ${flaw}`));
  }
  return found;
}

/** As many faults as an answer tells at most. */
const told = 50;

/** A body that is wrong in that way, as an attack. */
export const wrongBody = ({ value, paths }: Wrong): Attack => ({
  name: JSON.stringify(value).slice(0, 80),
  body: JSON.stringify(value),
  code: "invalid_input",
  paths: paths.map((path) => (path === "" ? "body" : `body.${path}`)).slice(0, told),
});
