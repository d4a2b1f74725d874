import { createHash, randomUUID } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import type { AppClient } from "./app-client";
import type { SigningKeys } from "./keys";
import type { Pools } from "./pools";
import type { Session } from "./sessions";
import type { User } from "./user";

/** Scope of a sign-in through the API; it opens the operations that take an access token, such as `GetUser`. */
export const apiScope = "aws.cognito.signin.user.admin";

export interface TokenPair {
  accessToken: string;
  /** Missing when a hosted login didn't ask for the scope `openid`. */
  idToken?: string;
  /** Life of the access token, in seconds. */
  expiresIn: number;
}

interface Moment {
  /** Milliseconds since the epoch. */
  now: number;
  /** From the hosted login's authorization request. */
  nonce?: string;
}

/** Signs the access and id tokens of a session. */
export class TokenIssuer {
  constructor(
    private readonly keys: SigningKeys,
    private readonly pools: Pools,
    private readonly region: string,
  ) {}

  issuerOf(poolId: string): string {
    return `https://cognito-idp.${this.region}.amazonaws.com/${poolId}`;
  }

  async issue(session: Session, user: User, { now, nonce }: Moment): Promise<TokenPair> {
    const client = this.pools.client(session.clientId);
    const common = this.commonClaims(session, user, now);
    const accessToken = await this.sign(session.poolId, {
      ...common,
      token_use: "access",
      client_id: client.id,
      scope: session.scope,
      username: user.username,
      exp: seconds(now) + client.accessSeconds,
      jti: randomUUID(),
    });
    if (!wantsIdToken(session.scope)) return { accessToken, expiresIn: client.accessSeconds };
    const idToken = await this.sign(session.poolId, {
      ...readableAttributes(client, user),
      ...common,
      token_use: "id",
      aud: client.id,
      "cognito:username": user.username,
      ...(nonce === undefined ? {} : { nonce }),
      at_hash: createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url"),
      exp: seconds(now) + client.idSeconds,
      jti: randomUUID(),
    });
    return { accessToken, idToken, expiresIn: client.accessSeconds };
  }

  private commonClaims(session: Session, user: User, now: number): JWTPayload {
    const groups = user.groups.filter((name) => this.pools.findGroup(session.poolId, name));
    return {
      sub: user.attributes.sub,
      ...(groups.length > 0 ? { "cognito:groups": groups } : {}),
      iss: this.issuerOf(session.poolId),
      origin_jti: session.id,
      event_id: session.eventId,
      auth_time: seconds(session.signedInAt),
      iat: seconds(now),
    };
  }

  private async sign(poolId: string, claims: JWTPayload): Promise<string> {
    const { kid, privateKey } = await this.keys.of(poolId);
    return new SignJWT(claims).setProtectedHeader({ kid, alg: "RS256" }).sign(privateKey);
  }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function wantsIdToken(scope: string): boolean {
  return scope === apiScope || scope.split(" ").includes("openid");
}

function readableAttributes(client: AppClient, user: User): JWTPayload {
  const readable = Object.entries(user.attributes).filter(([name]) => client.readable?.has(name) ?? true);
  return Object.fromEntries(
    readable.map(([name, value]) => [name, name.endsWith("_verified") ? value === "true" : value]),
  );
}
