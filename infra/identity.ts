import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AccountRecovery, CfnUserPoolGroup, OAuthScope, UserPool, type UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { roles } from "#contract/endpoint";
import { originsOf, type Stage } from "./stage";

export interface Identity {
  pool: UserPool;
  /** The public site, which signs in through /api/auth only. */
  site: UserPoolClient;
  /** The admin console, which signs in through Cognito's hosted login. */
  console: UserPoolClient;
}

const lifetimes = {
  accessTokenValidity: Duration.minutes(15),
  idTokenValidity: Duration.minutes(15),
  refreshTokenValidity: Duration.days(30),
  enableTokenRevocation: true,
  preventUserExistenceErrors: true,
};

function createPool(scope: Construct): UserPool {
  return new UserPool(scope, "Users", {
    signInAliases: { email: true },
    signInCaseSensitive: false,
    // Accounts are made through the API, which counts attempts; nobody signs up past it.
    selfSignUpEnabled: false,
    autoVerify: {},
    accountRecovery: AccountRecovery.NONE,
    passwordPolicy: {
      minLength: 8,
      requireLowercase: true,
      requireDigits: true,
      requireUppercase: false,
      requireSymbols: false,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

export function createIdentity(scope: Construct, stage: Stage): Identity {
  const pool = createPool(scope);
  for (const groupName of roles) new CfnUserPoolGroup(pool, groupName, { userPoolId: pool.userPoolId, groupName });
  pool.addDomain("HostedLogin", { cognitoDomain: { domainPrefix: `instaiq-${stage.name}` } });
  const site = pool.addClient("Site", { ...lifetimes, authFlows: { adminUserPassword: true }, disableOAuth: true });
  const console = pool.addClient("Console", {
    ...lifetimes,
    authFlows: { userSrp: true },
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: originsOf(stage).map((origin) => `${origin}/admin/callback`),
      logoutUrls: originsOf(stage).map((origin) => `${origin}/admin`),
    },
  });
  return { pool, site, console };
}
