import { randomUUID } from "node:crypto";
import type { Clock } from "#local/service";

/** What an authorization code stands for. */
export interface Grant {
  clientId: string;
  username: string;
  redirectUri: string;
  /** Space-separated. */
  scope: string;
  /** S256 challenge of PKCE. */
  codeChallenge?: string;
  nonce?: string;
}

const lifeMs = 5 * 60_000;

/** Authorization codes: each is good for five minutes and one attempt. */
export class Codes {
  private readonly grants = new Map<string, { grant: Grant; expiresAt: number }>();

  constructor(private readonly clock: Clock) {}

  issue(grant: Grant): string {
    for (const [code, { expiresAt }] of this.grants) if (expiresAt <= this.clock()) this.grants.delete(code);
    const code = randomUUID();
    this.grants.set(code, { grant, expiresAt: this.clock() + lifeMs });
    return code;
  }

  /** Takes the code out of use, whether the attempt then succeeds or not. */
  redeem(code: string): Grant | undefined {
    const entry = this.grants.get(code);
    this.grants.delete(code);
    return entry !== undefined && entry.expiresAt > this.clock() ? entry.grant : undefined;
  }
}
