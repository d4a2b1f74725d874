import { randomBytes } from "node:crypto";
import type { Clock } from "#local/service";

interface Login {
  poolId: string;
  username: string;
  expiresAt: number;
}

const lifeMs = 3_600_000;

/** Browsers that signed in on the hosted page within the last hour, by the value of their cookie. */
export class LoginSessions {
  private readonly logins = new Map<string, Login>();

  constructor(private readonly clock: Clock) {}

  /** Returns the cookie's value. */
  start(poolId: string, username: string): string {
    for (const [cookie, { expiresAt }] of this.logins) if (expiresAt <= this.clock()) this.logins.delete(cookie);
    const cookie = randomBytes(32).toString("base64url");
    this.logins.set(cookie, { poolId, username, expiresAt: this.clock() + lifeMs });
    return cookie;
  }

  usernameOf(cookie: string | undefined, poolId: string): string | undefined {
    const login = this.logins.get(cookie ?? "");
    return login?.poolId === poolId && login.expiresAt > this.clock() ? login.username : undefined;
  }

  end(cookie: string | undefined): void {
    this.logins.delete(cookie ?? "");
  }
}
