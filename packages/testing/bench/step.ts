import { randomUUID } from "node:crypto";
import { call, type Reply } from "../api";
import { mailsTo } from "../inbox";
import type { Person } from "../people";
import type { Reachable, TestPlatform } from "../platform";

export type Request = Parameters<typeof call>[2];

/** Calls an endpoint by its name in the contract: `visit("courses.list", "GET /api/courses?limit=20")`. */
export type Visit = (endpoint: string, route: string, request?: Request) => Promise<Reply>;

/** Calls it, and takes no refusal. */
export const visiting =
  (platform: Reachable): Visit =>
  async (endpoint, route, request) => {
    const reply = await call(platform, route, request);
    if (reply.status >= 400) throw new Error(`${endpoint} answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply;
  };

/** Where a tour goes, and who goes there. */
export interface Tour {
  platform: TestPlatform;
  visit: Visit;
  admin: Person;
  instructor: Person;
}

/** A request as that person. */
export const as = ({ token }: { token: string }, body?: unknown): Request => ({ token, body });

export const password = "Monsoon-2026";

/** The token of the latest link that was mailed. */
export async function mailedToken(platform: TestPlatform, address: string, page: string): Promise<string> {
  const texts = (await mailsTo(platform, address)).map(({ text }) => text);
  const [token] = texts.flatMap((text) => new RegExp(`/${page}\\?token=([\\w-]+)`).exec(text)?.[1] ?? []);
  if (!token) throw new Error(`no ${page} link was mailed to ${address}`);
  return token;
}

/** A title whose slug nobody has taken. */
export const unheardOf = (title: string): string => `${title} ${randomUUID().slice(0, 8)}`;
