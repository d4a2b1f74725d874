import { Duration } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  CfnUserPoolRiskConfigurationAttachment,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { roles } from "#contract/endpoint";
import { secondStepMinutes } from "#contract/second-factor";
import { originsOf, type Stage } from "./stage";
import { removalOf, type Terms } from "./stages";

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

/**
 * A password that is known to be stolen opens nothing; it is answered as a wrong one, and a new one leads out of it. Strange
 * places and devices are not acted on: the API signs people in, so that Cognito sees the same address for everybody.
 */
function refuseStolenPasswords(pool: UserPool): void {
  new CfnUserPoolRiskConfigurationAttachment(pool, "Risks", {
    ...{ userPoolId: pool.userPoolId, clientId: "ALL" },
    compromisedCredentialsRiskConfiguration: { eventFilter: ["SIGN_IN"], actions: { eventAction: "BLOCK" } },
  });
}

/** Whether Cognito looks for stolen passwords and strange sign-ins, and acts on them. */
const watched = ({ threatProtection }: Terms) =>
  threatProtection
    ? {
        featurePlan: FeaturePlan.PLUS,
        standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      }
    : { featurePlan: FeaturePlan.ESSENTIALS };

function createPool(scope: Construct, terms: Terms): UserPool {
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
    // Whoever has set up an authenticator app is asked for its code, here and at the hosted login; a text message is none.
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    ...watched(terms),
    deletionProtection: terms.keeps,
    removalPolicy: removalOf(terms),
  });
}

export function createIdentity(scope: Construct, stage: Stage): Identity {
  const pool = createPool(scope, stage.terms);
  if (stage.terms.threatProtection) refuseStolenPasswords(pool);
  for (const groupName of roles) new CfnUserPoolGroup(pool, groupName, { userPoolId: pool.userPoolId, groupName });
  pool.addDomain("HostedLogin", { cognitoDomain: { domainPrefix: `instaiq-${stage.name}` } });
  const site = pool.addClient("Site", {
    ...lifetimes,
    authFlows: { adminUserPassword: true },
    authSessionValidity: Duration.minutes(secondStepMinutes),
    disableOAuth: true,
  });
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
