import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

/** Light on purpose: a local pool holds no real passwords, and a test run signs in hundreds of times. */
const cost: ScryptOptions = { N: 1024, r: 8, p: 1 };
const nobody = { salt: Buffer.alloc(16), digest: Buffer.alloc(32) };

/** Salted scrypt digest in the form `salt.digest`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const digest = await derive(password, salt);
  return `${salt.toString("base64url")}.${digest.toString("base64url")}`;
}

/** False without a hash too, after the same work, so that an unknown user can't be told by the time it takes. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const { salt, digest } = hash === undefined ? nobody : parse(hash);
  const derived = await derive(password, salt);
  return timingSafeEqual(derived, digest) && hash !== undefined;
}

function parse(hash: string): { salt: Buffer; digest: Buffer } {
  const [salt = "", digest = ""] = hash.split(".");
  return { salt: Buffer.from(salt, "base64url"), digest: Buffer.from(digest, "base64url") };
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, cost, (error, digest) => (error ? reject(error) : resolve(digest)));
  });
}
