import type { Reachable } from "./platform";

interface Request {
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
  /** Sent as it is, instead of `body`. */
  raw?: string | Buffer;
}

/** An answer, with its JSON if it is any. */
export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and assert what they find
  body: any;
}

/** Calls the API as any HTTP client would: `call(platform, "POST /api/auth/login", { body })`. */
export async function call(
  { cloud }: Reachable,
  route: string,
  { body, token, headers, raw }: Request = {},
): Promise<Reply> {
  const [method = "GET", path = "/"] = route.split(" ");
  const response = await fetch(cloud.urls.api + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    redirect: "manual",
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}
