/** A person in a pool, as kept on disk. */
export interface User {
  poolId: string;
  username: string;
  /** `sub`, `email`, `email_verified` ("true" or "false"), `name`, `custom:…`. */
  attributes: Record<string, string>;
  status: UserStatus;
  enabled: boolean;
  passwordHash?: string;
  /** Milliseconds since the epoch; set while the password is one that an administrator chose. */
  temporaryUntil?: number;
  /** The authenticator that was verified, and the step of the last code that was used. */
  softwareToken?: { secret: string; usedStep: number };
  /** The secret of one that is being set up. */
  newSoftwareToken?: string;
  /** Every sign-in asks for a code. */
  prefersCode?: boolean;
  groups: string[];
  /** Milliseconds since the epoch. */
  createdAt: number;
  modifiedAt: number;
}

export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD";

interface AttributeShape {
  Name: string;
  Value: string;
}

/** Attributes as the API lists them, all or only those named. */
export function attributeShapes(user: User, only: string[] = []): AttributeShape[] {
  return Object.entries(user.attributes)
    .filter(([name]) => only.length === 0 || only.includes(name))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** What every API shape of a user has in common; dates in seconds, as AWS JSON 1.1 writes them. */
export function userShape(user: User): object {
  return {
    Username: user.username,
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
