import { createHash, createHmac } from "node:crypto";

/** Whose call it is. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What is called, and when. */
export interface Signed {
  credentials: Credentials;
  region: string;
  service: string;
  url: URL;
  headers: Record<string, string>;
  body: string;
  now: Date;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** A function calls few services, with one role at a time. */
const keysKept = 8;
const keys = new Map<string, Buffer>();

/** Good for a day: the four digests are made once. */
function keyOf({ accessKeyId, secretAccessKey }: Credentials, scope: string): Buffer {
  const name = `${accessKeyId} ${secretAccessKey} ${scope}`;
  const known = keys.get(name);
  if (known) return known;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  if (keys.size === keysKept) keys.clear();
  keys.set(name, Buffer.from(key));
  return Buffer.from(key);
}

/** Signature Version 4 of a POST without a query: its headers, with those that say who calls. */
export function signed({ credentials, region, service, url, headers, body, now }: Signed): Record<string, string> {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const { sessionToken: token } = credentials;
  const all: Record<string, string> = { ...headers, host: url.host, "x-amz-date": time };
  if (token) all["x-amz-security-token"] = token;
  const names = Object.keys(all).sort();
  const listed = names.map((name) => `${name}:${all[name]}\n`).join("");
  const request = ["POST", url.pathname, "", listed, names.join(";"), digest(body)].join("\n");
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const told = ["AWS4-HMAC-SHA256", time, scope, digest(request)].join("\n");
  const signature = hmac(keyOf(credentials, scope), told).toString("hex");
  const { accessKeyId } = credentials;
  all.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return all;
}
