import type { Reply } from "./api";
import type { TestPlatform } from "./platform";
import { sendRaw } from "./raw-request";
import type { Made } from "./rehearsal";
import { changedBy } from "./row-changes";

/** What came of a request: the answer, and which rows it changed. */
export interface Outcome {
  reply: Reply;
  rows: string[];
}

/** In whose name a request is made, and what is otherwise than it was. */
interface Manner {
  token?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
}

/** Makes a request that somebody has made, in another's name or manner. */
export async function makeAs(platform: TestPlatform, made: Made, manner: Manner = {}): Promise<Outcome> {
  const { body, type } = made;
  const { token, headers, method = made.route.endpoint.method, path = made.path } = manner;
  const given = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(type ? { "content-type": type } : {}) };
  const request = { method, path, body, headers: { ...given, ...headers } };
  const { result: reply, rows } = await changedBy(platform, () => sendRaw(platform, request));
  return { reply, rows };
}
