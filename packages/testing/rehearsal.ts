import { type Route, routes } from "./matrix";
import type { TestPlatform } from "./platform";

/** A request as somebody made it who is entitled to it. */
export interface Made {
  route: Route;
  /** With its query. */
  path: string;
  body: string | undefined;
  type: string | undefined;
}

const parametersIn = (key: string): number => key.split("{").length;

/** Routes by the pattern of their requests, those with fewer parameters first, as the gateway prefers them. */
const patterns = [...routes]
  .sort((one, other) => parametersIn(one.key) - parametersIn(other.key))
  .map((route) => ({ route, pattern: new RegExp(`^${route.key.replace(/\{\w+\}/g, "[^/]+")}$`) }));

/** The routes that a request goes to, the one that takes it first; none where there is no such route. */
export const matching = (method: string, path: string): Route[] =>
  patterns.filter(({ pattern }) => pattern.test(`${method} ${path.split("?")[0]}`)).map(({ route }) => route);

function madeBy({ cloud }: TestPlatform, input: unknown, { method = "GET", body, headers }: RequestInit): Made[] {
  const url = String(input);
  if (!url.startsWith(`${cloud.urls.api}/`)) return [];
  const path = url.slice(cloud.urls.api.length);
  const [route] = matching(method, path);
  const type = new Headers(headers).get("content-type") ?? undefined;
  return route ? [{ route, path, body: typeof body === "string" ? body : undefined, type }] : [];
}

/** Does something, and shows each request of the API that it makes to somebody just before it is made. */
export async function rehearsed<Result>(
  platform: TestPlatform,
  show: (made: Made) => Promise<void>,
  act: () => Promise<Result>,
): Promise<Result> {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init = {}) => {
    for (const made of madeBy(platform, input, init)) await show(made);
    return fetch(input, init);
  };
  try {
    return await act();
  } finally {
    globalThis.fetch = fetch;
  }
}
