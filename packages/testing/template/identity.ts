import { roles } from "#contract/endpoint";
import { clientOf, origins, poolOf } from "./declared";
import { presenceFaults, propertyFaults, retentionFaults } from "./differences";
import type { Resource, Resources } from "./resources";

const passwords = {
  MinimumLength: 8,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: false,
  RequireUppercase: false,
};

function poolFaults(resources: Resources): string[] {
  const pool = poolOf(resources);
  return [
    ...presenceFaults(resources, "AWS::Cognito::UserPool", [pool]),
    ...retentionFaults(resources, pool),
    ...propertyFaults(pool, {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      AutoVerifiedAttributes: [],
      DeletionProtection: resources.terms.keeps ? "ACTIVE" : "INACTIVE",
      UserPoolTier: resources.terms.threatProtection ? "PLUS" : "ESSENTIALS",
      UserPoolAddOns: resources.terms.threatProtection ? { AdvancedSecurityMode: "ENFORCED" } : undefined,
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      Policies: { PasswordPolicy: passwords },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
    }),
  ];
}

const groupFaults = (resources: Resources, groups: Resource[]): string[] =>
  roles.flatMap((GroupName, index) =>
    propertyFaults(groups[index] ?? poolOf(resources), { GroupName, UserPoolId: poolOf(resources).id }),
  );

/** Access for 15 minutes, refresh for 30 days, revocable, telling nobody who has an account. */
const lifetimes = {
  AccessTokenValidity: 15,
  IdTokenValidity: 15,
  RefreshTokenValidity: 30 * 24 * 60,
  TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" },
  EnableTokenRevocation: true,
  PreventUserExistenceErrors: "ENABLED",
  SupportedIdentityProviders: ["COGNITO"],
  // A browser keeps no secret.
  GenerateSecret: undefined,
};

const siteClient = {
  AuthSessionValidity: 5,
  AllowedOAuthFlowsUserPoolClient: false,
  ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
};

const consoleClient = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "profile"],
  CallbackURLs: origins.map((origin) => `${origin}/admin/callback`),
  LogoutURLs: origins.map((origin) => `${origin}/admin`),
  ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
};

function clientFaults(resources: Resources): string[] {
  const [site, console] = [clientOf(resources, "Site"), clientOf(resources, "Console")];
  const shared = { ...lifetimes, UserPoolId: poolOf(resources).id };
  return [
    ...presenceFaults(resources, "AWS::Cognito::UserPoolClient", [site, console]),
    ...propertyFaults(site, { ...shared, ...siteClient }),
    ...propertyFaults(console, { ...shared, ...consoleClient }),
  ];
}

/** Where sign-ins are watched, stolen passwords are refused, whichever client they come by. */
function riskFaults(resources: Resources): string[] {
  const type = "AWS::Cognito::UserPoolRiskConfigurationAttachment";
  if (!resources.terms.threatProtection) return presenceFaults(resources, type, []);
  const risks = resources.named(type, "UsersRisks");
  return [
    ...presenceFaults(resources, type, [risks]),
    ...propertyFaults(risks, {
      ...{ UserPoolId: poolOf(resources).id, ClientId: "ALL" },
      CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_IN"], Actions: { EventAction: "BLOCK" } },
    }),
  ];
}

/** A pool that nobody signs up to by themselves, a group per role, and two clients. */
export function identityFaults(resources: Resources): string[] {
  const groups = roles.map((role) => resources.named("AWS::Cognito::UserPoolGroup", `Users${role}`));
  const domain = resources.named("AWS::Cognito::UserPoolDomain", "UsersHostedLogin");
  return [
    ...poolFaults(resources),
    ...presenceFaults(resources, "AWS::Cognito::UserPoolGroup", groups),
    ...groupFaults(resources, groups),
    ...clientFaults(resources),
    ...riskFaults(resources),
    ...presenceFaults(resources, "AWS::Cognito::UserPoolDomain", [domain]),
    ...propertyFaults(domain, { Domain: `instaiq-${resources.stage}`, UserPoolId: poolOf(resources).id }),
  ];
}
