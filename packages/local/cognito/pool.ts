import type { Fields } from "./fields";
import { type PasswordPolicy, readPasswordPolicy } from "./password-policy";

/** A user pool as its `AWS::Cognito::UserPool` properties declare it. */
export interface UserPool {
  id: string;
  /** `UsernameAttributes: ["email"]`: people sign up with an address, and the service makes the username. */
  emailIsUsername: boolean;
  /** `AliasAttributes: ["email"]`: a verified address signs in like the username. */
  emailIsAlias: boolean;
  /** The service's default is true. */
  caseSensitive: boolean;
  administratorsCreateUsers: boolean;
  passwordPolicy: PasswordPolicy;
  /** `MfaConfiguration: OPTIONAL` with `SOFTWARE_TOKEN_MFA`: whoever wants to is asked for a code. */
  softwareTokens: boolean;
  /** Attributes beyond the standard ones, and standard ones that are required or fixed. */
  schema: Map<string, AttributeRule>;
}

export interface AttributeRule {
  required: boolean;
  mutable: boolean;
}

/** A group as its `AWS::Cognito::UserPoolGroup` properties declare it. */
export interface Group {
  name: string;
  description?: string;
  precedence?: number;
}

export function readPool(id: string, properties: Fields): UserPool {
  return {
    id,
    emailIsUsername: properties.texts("UsernameAttributes").includes("email"),
    emailIsAlias: properties.texts("AliasAttributes").includes("email"),
    caseSensitive: properties.object("UsernameConfiguration").flag("CaseSensitive") ?? true,
    administratorsCreateUsers: properties.object("AdminCreateUserConfig").flag("AllowAdminCreateUserOnly") ?? false,
    passwordPolicy: readPasswordPolicy(properties.object("Policies").object("PasswordPolicy")),
    softwareTokens: offersSoftwareTokens(properties),
    schema: new Map(properties.objects("Schema").map((attribute) => [schemaName(attribute), readRule(attribute)])),
  };
}

export function readGroup(properties: Fields): Group {
  return {
    name: properties.text("GroupName"),
    description: properties.optionalText("Description"),
    precedence: properties.number("Precedence"),
  };
}

/** @throws Error for what isn't built here: a factor that everybody must have, or one by text message. */
function offersSoftwareTokens(properties: Fields): boolean {
  const configured = properties.optionalText("MfaConfiguration") ?? "OFF";
  const factors = properties.texts("EnabledMfas");
  if (configured === "ON" || factors.some((factor) => factor !== "SOFTWARE_TOKEN_MFA"))
    throw new Error(`the stand-in has no MFA ${configured} by ${factors.join(", ")}`);
  return configured === "OPTIONAL" && factors.length > 0;
}

/** What an address or a username is compared by. */
export function fold(pool: UserPool, name: string): string {
  return pool.caseSensitive ? name : name.toLowerCase();
}

function readRule(attribute: Fields): AttributeRule {
  return { required: attribute.flag("Required") ?? false, mutable: attribute.flag("Mutable") ?? true };
}

const standardAttributes = new Set(
  (
    "address birthdate email email_verified family_name gender given_name locale middle_name name nickname " +
    "phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo"
  ).split(" "),
);

export function isStandardAttribute(name: string): boolean {
  return standardAttributes.has(name);
}

function schemaName(attribute: Fields): string {
  const name = attribute.text("Name");
  return isStandardAttribute(name) || name.startsWith("custom:") ? name : `custom:${name}`;
}
