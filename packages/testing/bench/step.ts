import type { call, Reply } from "../api";
import type { Person } from "../people";
import type { TestPlatform } from "../platform";

type Request = Parameters<typeof call>[2];

/** Calls an endpoint by its name in the contract: `visit("courses.list", "GET /api/courses?limit=20")`. */
export type Visit = (endpoint: string, route: string, request?: Request) => Promise<Reply>;

/** Where a tour goes, and who goes there. */
export interface Tour {
  platform: TestPlatform;
  visit: Visit;
  admin: Person;
  instructor: Person;
}

/** A request as that person. */
export const as = ({ token }: { token: string }, body?: unknown): Request => ({ token, body });
