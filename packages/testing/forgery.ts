import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { TestPlatform } from "./platform";

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (part = ""): Record<string, unknown> => JSON.parse(Buffer.from(part, "base64url").toString());

interface Token {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

function opened(token: string): Token {
  const [header, claims] = token.split(".");
  return { header: decoded(header), claims: decoded(claims) };
}

/** The same token, signed with the key of somebody else who knows the pool's key id. */
export function resigned(token: string): string {
  const { header, claims } = opened(token);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const content = `${encoded(header)}.${encoded(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
}

/** The same token, claiming that it needs no signature. */
export function unsigned(token: string): string {
  const { header, claims } = opened(token);
  return `${encoded({ ...header, alg: "none" })}.${encoded(claims)}.`;
}

/** Other claims under the signature of the true ones. */
export function altered(token: string, change: Record<string, unknown>): string {
  const [header, , signature] = token.split(".");
  return `${header}.${encoded({ ...opened(token).claims, ...change })}.${signature}`;
}

/** Signed with the pool's public key as if it were a shared secret. */
export async function confused({ cloud }: TestPlatform, poolId: string, token: string): Promise<string> {
  const { keys } = await cloud.standIns.cognito.jwks(poolId);
  const key: KeyObject = createPublicKey({ key: { ...keys[0] }, format: "jwk" });
  const { header, claims } = opened(token);
  const content = `${encoded({ ...header, alg: "HS256" })}.${encoded(claims)}`;
  const pem = key.export({ type: "spki", format: "pem" });
  return `${content}.${createHmac("sha256", pem).update(content).digest("base64url")}`;
}
