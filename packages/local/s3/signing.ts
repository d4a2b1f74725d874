import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ServiceRequest } from "#local/service";

/** What signatures are made of and for: `KEY/20261123/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  accessKeyId: string;
  /** `20261123` */
  day: string;
  region: string;
  service: string;
}

export function scopeFrom(credential: string): CredentialScope | undefined {
  const [, accessKeyId = "", day = "", region = "", service = ""] =
    /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential) ?? [];
  return accessKeyId ? { accessKeyId, day, region, service } : undefined;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");

/** The signature that the owner of the secret would make (AWS Signature Version 4). */
export function signatureOf(text: string, secret: string, { day, region, service }: CredentialScope): string {
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key as Buffer, text).toString("hex");
}

/** Whether they are the same, found out in the same time. */
export function sameSignature(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(sha256(given)), Buffer.from(sha256(right))];
  return timingSafeEqual(a, b);
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalPath = (path: string): string => path.split("/").map(encoded).join("/");

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].filter(([name]) => name !== "X-Amz-Signature");
  return pairs
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join("&");
}

/** What is signed of a request. `payload` is the hash of its body, or the word that stands for it. */
export interface Signed {
  headers: readonly string[];
  payload: string;
  /** `20261123T101500Z` */
  time: string;
  scope: CredentialScope;
}

/** The text that a request's signature is made of. */
export function textToSign(request: ServiceRequest, { headers, payload, time, scope }: Signed): string {
  const lines = headers.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`);
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    lines.join(""),
    headers.join(";"),
    payload,
  ].join("\n");
  const { day, region, service } = scope;
  return ["AWS4-HMAC-SHA256", time, `${day}/${region}/${service}/aws4_request`, sha256(canonical)].join("\n");
}

/** Milliseconds of `20261123T101500Z`; NaN for anything else. */
export function millisecondsOf(time: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
