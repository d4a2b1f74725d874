import { randomBytes } from "node:crypto";
import type { Clock } from "#local/service";
import type { AppClient } from "./app-client";
import { notAuthorized } from "./service-fault";
import type { User } from "./user";

/** What a sign-in waits for. */
export type ChallengeName = "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA";

interface Challenge {
  name: ChallengeName;
  clientId: string;
  username: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Sign-ins that wait for a new password, or a code. In memory: whoever is asked during a restart signs in again. */
export class Challenges {
  private readonly open = new Map<string, Challenge>();

  constructor(private readonly clock: Clock) {}

  /** Returns the `Session` to answer with. */
  ask(name: ChallengeName, client: AppClient, user: User): string {
    for (const [session, { expiresAt }] of this.open) if (expiresAt < this.clock()) this.open.delete(session);
    const session = randomBytes(96).toString("base64url");
    const expiresAt = this.clock() + client.challengeSeconds * 1000;
    this.open.set(session, { name, clientId: client.id, username: user.username, expiresAt });
    return session;
  }

  /** The username asked. Fault `NotAuthorizedException` for a session that is unknown, of another kind or client, or over. */
  usernameOf(name: ChallengeName, session: string, client: AppClient): string {
    const challenge = this.open.get(session);
    if (challenge?.clientId !== client.id || challenge.name !== name)
      throw notAuthorized("Invalid session for the user.");
    if (challenge.expiresAt <= this.clock()) throw notAuthorized("Invalid session for the user, session is expired.");
    return challenge.username;
  }

  /** A session answers once; false when another answer came first. */
  close(session: string): boolean {
    return this.open.delete(session);
  }
}
