import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The public half, as the pool's JWKS publishes it. */
  jwk: JWK;
}

/** One RSA key per pool: made once, kept in `directory` readable by its owner only. */
export class SigningKeys {
  private readonly keys = new Map<string, Promise<SigningKey>>();

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  of(poolId: string): Promise<SigningKey> {
    const known = this.keys.get(poolId);
    if (known !== undefined) return known;
    const key = this.open(join(this.directory, `${poolId}.pem`));
    this.keys.set(poolId, key);
    return key;
  }

  /** Starts making the key, so that the first sign-in needn't wait; a failure is told to whoever needs the key. */
  prepare(poolId: string): void {
    this.of(poolId).catch(() => undefined);
  }

  private async open(file: string): Promise<SigningKey> {
    const pem = existsSync(file) ? readFileSync(file, "utf8") : await createKeyFile(file);
    const privateKey = createPrivateKey(pem);
    const publicKey = createPublicKey(privateKey);
    const jwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(jwk);
    return { kid, privateKey, publicKey, jwk: { alg: "RS256", e: jwk.e, kid, kty: "RSA", n: jwk.n, use: "sig" } };
  }
}

async function createKeyFile(file: string): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  writeFileSync(`${file}.new`, pem, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return pem;
}
