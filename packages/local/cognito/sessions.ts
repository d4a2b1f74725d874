import { createHash, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { Journal } from "#local/journal";
import type { Clock } from "#local/service";

/** One sign-in: the family of tokens that `origin_jti` binds together. Times in milliseconds since the epoch. */
export interface Session {
  /** The `origin_jti` of its tokens. */
  id: string;
  poolId: string;
  clientId: string;
  username: string;
  /** Space-separated scopes of its access tokens. */
  scope: string;
  eventId: string;
  signedInAt: number;
  /** When its refresh tokens end, rotated or not. */
  expiresAt: number;
  revoked: boolean;
  /** SHA-256 of its refresh tokens, newest last. */
  refreshTokens: { digest: string; rotatedAt?: number }[];
}

type NewSession = Pick<Session, "poolId" | "clientId" | "username" | "scope" | "signedInAt" | "expiresAt">;

const accessTokenLimit = 24 * 3600 * 1000;
const rememberedRotations = 50;

/** Refresh tokens and their revocation, on disk; the tokens themselves are kept as digests only. */
export class Sessions {
  private readonly journal: Journal<Session>;

  constructor(directory: string, clock: Clock) {
    this.journal = new Journal(join(directory, "sessions.jsonl"));
    // An access token can outlive its session by a day at most, and must be known as revoked until then.
    const ended = this.journal.values().filter((session) => session.expiresAt + accessTokenLimit < clock());
    for (const session of ended) this.journal.delete(session.id);
  }

  start(session: NewSession): { session: Session; refreshToken: string } {
    const id = randomUUID();
    const refreshToken = newRefreshToken(id);
    const started: Session = {
      ...session,
      id,
      eventId: randomUUID(),
      revoked: false,
      refreshTokens: [{ digest: digestOf(refreshToken) }],
    };
    this.journal.set(id, started);
    return { session: started, refreshToken };
  }

  /** The session of a refresh token that was issued here, and since when that token is replaced. */
  find(refreshToken: string): { session: Session; rotatedAt?: number } | undefined {
    const session = this.journal.get(sessionIdOf(refreshToken));
    const digest = digestOf(refreshToken);
    const token = session?.refreshTokens.find((known) => known.digest === digest);
    return session && token ? { session, rotatedAt: token.rotatedAt } : undefined;
  }

  /** Replaces one refresh token by a new one that ends at the same time. */
  rotate(session: Session, refreshToken: string, now: number): string {
    const digest = digestOf(refreshToken);
    const replacement = newRefreshToken(session.id);
    const tokens = session.refreshTokens.map((token) =>
      token.digest === digest ? { digest, rotatedAt: token.rotatedAt ?? now } : token,
    );
    const refreshTokens = [...tokens, { digest: digestOf(replacement) }].slice(-rememberedRotations);
    this.journal.set(session.id, { ...session, refreshTokens });
    return replacement;
  }

  isRevoked(sessionId: string): boolean {
    return this.journal.get(sessionId)?.revoked ?? false;
  }

  revoke(session: Session): void {
    if (!session.revoked) this.journal.set(session.id, { ...session, revoked: true });
  }

  revokeAll(poolId: string, username: string): void {
    for (const session of this.of(poolId, username)) this.revoke(session);
  }

  /** Of a deleted user. */
  forget(poolId: string, username: string): void {
    for (const session of this.of(poolId, username)) this.journal.delete(session.id);
  }

  private of(poolId: string, username: string): Session[] {
    return this.journal.values().filter((session) => session.poolId === poolId && session.username === username);
  }
}

/** Opaque to clients: the session's id to find it by, and the secret. */
function newRefreshToken(sessionId: string): string {
  const id = Buffer.from(sessionId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, randomBytes(48)]).toString("base64url");
}

function sessionIdOf(refreshToken: string): string {
  const hex = Buffer.from(refreshToken, "base64url").subarray(0, 16).toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
