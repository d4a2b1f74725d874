import { randomBytes } from "node:crypto";
import type { Invocation } from "./invocation";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Who makes AWS calls: one execution environment of a function, or the root. */
export interface Caller {
  credentials: Credentials;
  /** Undefined for the root, who may do everything. */
  roleArn: string | undefined;
  /** As AWS names it in errors: `arn:aws:sts::…:assumed-role/ROLE/FUNCTION`. */
  userArn: string;
  functionName: string | undefined;
  /** What the environment runs just now. */
  invocation(): Invocation | undefined;
  /** Ends the environment at once. */
  kill(): Promise<void>;
}

/** Of a role (ASIA…), for as long as the token is valid; or long-term ones (AKIA…), which work without it. */
export function newCredentials(kind: "ASIA" | "AKIA" = "ASIA"): Credentials {
  return {
    accessKeyId: `${kind}${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(48).toString("base64"),
  };
}

/** The caller for seeding and tests. */
export function rootCaller(account: string): Caller {
  return {
    credentials: newCredentials("AKIA"),
    roleArn: undefined,
    userArn: `arn:aws:iam::${account}:root`,
    functionName: undefined,
    invocation: () => undefined,
    kill: () => Promise.resolve(),
  };
}

/** The caller without what it runs: for what was signed before, or for others. */
export const retired = (caller: Caller): Caller => ({
  ...{ credentials: caller.credentials, roleArn: caller.roleArn, userArn: caller.userArn, functionName: undefined },
  invocation: () => undefined,
  kill: () => Promise.resolve(),
});
